package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pydantic's genai-prices, data version 2: providers with models, each with a match rule and prices
 * per million tokens, in tiers by input tokens and by date or hour.
 */
final class GenaiPrices extends PublicTable {
  static final String NAME = "genai-prices";

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private static final Map<String, LineKey> KEYS =
      Map.ofEntries(
          Map.entry("input_mtok", LineKey.of("input_tokens")),
          Map.entry("cache_read_mtok", LineKey.of("cached_input_tokens")),
          Map.entry("cache_write_mtok", LineKey.of("cache_write_tokens")),
          Map.entry("cache_write_1h_mtok", LineKey.of("cache_write_tokens", "ttl", "1h")),
          Map.entry("output_mtok", LineKey.of("output_tokens")),
          Map.entry("output_reasoning_mtok", LineKey.of("output_tokens", "kind", "reasoning")),
          Map.entry("output_citation_mtok", LineKey.of("output_tokens", "kind", "citation")),
          Map.entry("input_audio_mtok", LineKey.of("input_tokens", "modality", "audio")),
          Map.entry("input_image_mtok", LineKey.of("input_tokens", "modality", "image")),
          Map.entry("input_video_mtok", LineKey.of("input_tokens", "modality", "video")),
          Map.entry(
              "cache_audio_read_mtok", LineKey.of("cached_input_tokens", "modality", "audio")),
          Map.entry(
              "cache_image_read_mtok", LineKey.of("cached_input_tokens", "modality", "image")),
          Map.entry("output_audio_mtok", LineKey.of("output_tokens", "modality", "audio")),
          Map.entry("output_image_mtok", LineKey.of("output_tokens", "modality", "image")),
          Map.entry("output_video_mtok", LineKey.of("output_tokens", "modality", "video")),
          Map.entry("audio_hours", LineKey.of("audio_seconds")),
          Map.entry("input_audio_hours", LineKey.of("audio_seconds")),
          Map.entry("input_document_kpages", LineKey.of("pages")),
          Map.entry(
              "input_annotated_document_kpages", LineKey.of("pages", "feature", "annotations")),
          Map.entry("requests_kcount", LineKey.of("requests")),
          Map.entry("storage_searches_kcount", LineKey.of("tool_calls", "tool", "file_search")),
          Map.entry("web_searches_kcount", LineKey.of("tool_calls", "tool", "web_search")));

  /** Keys that describe a provider or a model and are not prices. */
  private static final Predicate<String> FACTS =
      Globs.of(
          List.of(
              "id",
              "name",
              "description",
              "api_pattern",
              "pricing_urls",
              "price_comments",
              "model_match",
              "provider_match",
              "extractors",
              "fallback_model_providers",
              "models",
              "match",
              "context_window",
              "deprecated",
              "prices",
              "prices_checked",
              "price_discrepancies"));

  /** One model of the table: the names that it matches, and its prices. */
  record Model(
      String id,
      Set<String> names,
      Set<String> prefixes,
      Predicate<String> takes,
      List<Draft> drafts) {}

  private final Map<String, JsonValue> providers = new LinkedHashMap<>();

  GenaiPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, date, report);
    for (JsonValue provider : root.items()) {
      String id = provider.need("id").text();
      providers.put(id, provider);
      reportUnknown(provider, FACTS, id);
    }
  }

  @Override
  boolean knowsDays() {
    return true;
  }

  @Override
  Set<String> providers() {
    return providers.keySet();
  }

  @Override
  List<String> providers(Recipe recipe) {
    return recipe.genai();
  }

  @Override
  List<Model> models(Recipe recipe) {
    List<Model> models = new ArrayList<>();
    for (String id : recipe.genai()) {
      JsonValue provider = providers.get(id);
      if (provider != null) {
        provider.need("models").items().forEach(model -> add(model, id, recipe, models));
      }
    }
    return models;
  }

  /** A model may have any shape, since the file is not the agent's own. */
  private void add(JsonValue model, String provider, Recipe recipe, List<Model> models) {
    try {
      models.add(model(model, provider, recipe));
    } catch (RuntimeException e) {
      report.add(
          Reason.NOT_EXPRESSED, "model with an unexpected structure: " + e.getMessage(), provider);
    }
  }

  private Model model(JsonValue json, String provider, Recipe recipe) {
    String id = name(json.need("id"));
    String row = provider + "/" + id;
    reportUnknown(json, FACTS, row);
    JsonValue match = json.need("match");
    Set<String> names = new LinkedHashSet<>();
    Set<String> prefixes = new TreeSet<>();
    collect(match, names, prefixes, row);
    Predicate<String> rule = rule(match);
    if (rule.test(id) || names.isEmpty()) {
      names.add(id);
    }
    return new Model(id, names, prefixes, rule, drafts(json.need("prices"), id, row, recipe));
  }

  private void collect(JsonValue match, Set<String> names, Set<String> prefixes, String row) {
    match
        .members()
        .forEach(
            (kind, value) -> {
              switch (kind) {
                case "or", "and" ->
                    value.items().forEach(item -> collect(item, names, prefixes, row));
                case "equals" -> names.add(name(value));
                case "starts_with", "contains" -> prefixes.add(name(value));
                default -> report.add(Reason.NOT_EXPRESSED, "match by " + kind, row);
              }
            });
  }

  private static Predicate<String> rule(JsonValue match) {
    Map.Entry<String, JsonValue> only = match.members().entrySet().iterator().next();
    JsonValue value = only.getValue();
    return switch (only.getKey()) {
      case "or" ->
          value.items().stream().map(GenaiPrices::rule).reduce(name -> false, Predicate::or);
      case "and" ->
          value.items().stream().map(GenaiPrices::rule).reduce(name -> true, Predicate::and);
      case "equals" -> name(value)::equals;
      case "starts_with" -> name -> name.startsWith(name(value));
      case "ends_with" -> name -> name.endsWith(name(value));
      case "contains" -> name -> name.contains(name(value));
      case "regex" -> Pattern.compile(value.text()).asPredicate();
      default -> name -> false;
    };
  }

  /** Model names are compared in lower case. */
  private static String name(JsonValue json) {
    return json.text().toLowerCase(Locale.ROOT);
  }

  private List<Draft> drafts(JsonValue prices, String model, String row, Recipe recipe) {
    if (!prices.isArray()) {
      return List.of(draft(prices, model, row, recipe));
    }
    List<Draft> drafts = new ArrayList<>();
    for (JsonValue item : prices.items()) {
      Draft draft = draft(item.need("prices"), model, row, recipe);
      JsonValue constraint = item.get("constraint");
      if (constraint == null || !constraint.isObject()) {
        drafts.add(draft);
      } else if (constraint.get("start_date") != null) {
        startAt(LocalDate.parse(constraint.need("start_date").text()), draft, drafts);
      } else if (constraint.get("start_time") != null && constraint.get("end_time") != null) {
        addHours(constraint, draft, drafts.get(drafts.size() - 1));
      } else {
        String words = "constraint " + constraint.members().keySet();
        report.add(Reason.NOT_EXPRESSED, words, row);
      }
    }
    return drafts;
  }

  private static void startAt(LocalDate day, Draft draft, List<Draft> before) {
    if (!before.isEmpty()) {
      before.get(before.size() - 1).until = day;
    }
    draft.from = day;
    before.add(draft);
  }

  private static void addHours(JsonValue constraint, Draft special, Draft general) {
    String hours = hour(constraint, "start_time") + "-" + hour(constraint, "end_time");
    special.rates.forEach((key, rate) -> general.put(key.with("time", hours), rate));
  }

  private static String hour(JsonValue constraint, String name) {
    return constraint.need(name).text().substring(0, 5);
  }

  private Draft draft(JsonValue prices, String model, String row, Recipe recipe) {
    Draft draft = new Draft();
    prices
        .members()
        .forEach(
            (unit, price) -> {
              String why = recipe.whyIgnored(NAME, model, unit, key -> figure(prices, key));
              if (why != null) {
                report.add(Reason.LEFT_OUT, why, row + " " + unit);
              } else {
                add(unit, price, draft, row);
              }
            });
    if (draft.rates.isEmpty()) {
      draft.put(LineKey.of("input_tokens"), BigDecimal.ZERO);
      draft.put(LineKey.of("output_tokens"), BigDecimal.ZERO);
    }
    return draft;
  }

  private static @Nullable BigDecimal figure(JsonValue prices, String unit) {
    JsonValue price = prices.get(unit);
    return price == null ? null : base(price);
  }

  private static BigDecimal base(JsonValue price) {
    return price.isObject() ? price.need("base").decimal() : price.decimal();
  }

  private void add(String unit, JsonValue price, Draft draft, String row) {
    LineKey key = KEYS.get(unit);
    if (key == null) {
      report.add(Reason.NOT_EXPRESSED, unit, row);
      return;
    }
    draft.put(key, perUnits(base(price), unit));
    tiers(price).forEach(tier -> addTier(key, tier, draft));
  }

  private static List<JsonValue> tiers(JsonValue price) {
    return price.isObject() ? price.need("tiers").items() : List.of();
  }

  private static void addTier(LineKey key, JsonValue tier, Draft draft) {
    draft.put(key.above(tier.need("start").decimal()), tier.need("price").decimal());
  }

  /** Audio is listed by the hour, everything else for the number of units that cards use. */
  private static BigDecimal perUnits(BigDecimal price, String unit) {
    return unit.endsWith("audio_hours")
        ? price.multiply(Units.of("audio_seconds")).divide(SECONDS_PER_HOUR, MathContext.DECIMAL64)
        : price;
  }

  /** The model that matches the name, or null. */
  static @Nullable Model find(List<Model> models, String name) {
    return models.stream().filter(model -> model.takes().test(name)).findFirst().orElse(null);
  }
}
