package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Merges two sources into one set of products. genai-prices takes precedence, because it has dates
 * and is newer; LiteLLM adds the tiers, modalities and models that only it knows. If they
 * contradict each other, the card says so.
 */
final class Merger {
  private static final Pattern DATE =
      Pattern.compile("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|\\d{3})$");
  private static final List<String> COMPARED =
      List.of("input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens");

  private final Recipe recipe;
  private final PublicTable genaiTable;
  private final PublicTable litellmTable;
  private final List<GenaiPrices.Model> genai;
  private final SortedMap<String, Draft> litellm;
  private final ImportReport report;

  /**
   * @param genai the table whose models state which names they match, and which takes precedence
   * @param litellm the table that has prices by name, and adds to the first
   */
  Merger(Recipe recipe, PublicTable genai, PublicTable litellm, ImportReport report) {
    this.recipe = recipe;
    this.genaiTable = genai;
    this.litellmTable = litellm;
    this.genai = genai.models(recipe);
    this.litellm = litellm.drafts(recipe);
    this.report = report;
  }

  List<GenaiPrices.Model> models() {
    return genai;
  }

  /** The prices of each name over time. */
  SortedMap<String, History> histories() {
    SortedMap<String, History> histories = new TreeMap<>();
    for (String name : allNames()) {
      GenaiPrices.Model model = CardMaker.isRegional(name) ? null : GenaiPrices.find(genai, name);
      add(name, model, histories);
    }
    return histories;
  }

  private TreeSet<String> allNames() {
    TreeSet<String> names = new TreeSet<>(litellm.keySet());
    genai.forEach(model -> names.addAll(model.names()));
    return names;
  }

  private boolean isIgnored(String name, GenaiPrices.Model model) {
    String why = recipe.whyIgnored(genaiTable.name(), name, "", model.drafts().get(0)::figure);
    if (why != null) {
      report.add(Reason.LEFT_OUT, why, name);
    }
    return why != null;
  }

  private void add(
      String name, GenaiPrices.@Nullable Model found, SortedMap<String, History> histories) {
    GenaiPrices.Model model = found == null || isIgnored(name, found) ? null : found;
    if (found != null && model == null && !litellm.containsKey(name)) {
      return;
    }
    Draft other = litellm(name, found);
    String why = model == null ? null : whyPreferred(name, model);
    if (model != null && why == null) {
      add(name, model.id(), merged(model, other), origin(model, other), histories);
    } else if (other != null) {
      add(name, undated(name), List.of(other.copy()), Origin.of(litellmTable, why), histories);
    } else if (why != null) {
      report.add(Reason.LEFT_OUT, why, name);
    } else if (found == null) {
      report.add(Reason.NOT_EXPRESSED, "a match rule without any complete name", name);
    }
  }

  private @Nullable String whyPreferred(String name, GenaiPrices.Model model) {
    return recipe.whyPreferred("litellm", name, model.drafts().get(0)::figure);
  }

  private static void add(
      String name,
      String stem,
      List<Draft> drafts,
      Origin origin,
      SortedMap<String, History> histories) {
    for (Draft draft : drafts) {
      draft.removeRedundant();
      draft.origin = origin;
    }
    histories.put(name, new History(stem, drafts));
  }

  /** LiteLLM's draft. Names of which it knows less, or nothing, get the tiers of their alias. */
  private @Nullable Draft litellm(String name, GenaiPrices.@Nullable Model model) {
    Draft own = litellm.get(name);
    Draft alias = litellm.get(undated(name));
    if (alias == null && model != null) {
      alias = alias(model);
    }
    if (own == null || alias == null) {
      return own == null ? alias : own;
    }
    Draft full = own.copy();
    if (agree(own, alias, "input_tokens") && agree(own, alias, "output_tokens")) {
      addMissing(full, alias, true);
    }
    return full;
  }

  private @Nullable Draft alias(GenaiPrices.Model model) {
    Draft ofId = litellm.get(model.id());
    return ofId != null
        ? ofId
        : litellm.keySet().stream()
            .filter(name -> model.equals(GenaiPrices.find(genai, name)))
            .map(litellm::get)
            .filter(draft -> draft != null && agree(draft, model.drafts().get(0), "input_tokens"))
            .findFirst()
            .orElse(null);
  }

  static String undated(String name) {
    return DATE.matcher(name).replaceFirst("");
  }

  private static List<Draft> merged(GenaiPrices.Model model, @Nullable Draft other) {
    List<Draft> drafts = new ArrayList<>();
    for (Draft draft : model.drafts()) {
      Draft copy = draft.copy();
      if (other != null) {
        addMissing(copy, other, model.drafts().size() == 1);
      }
      drafts.add(copy);
    }
    return drafts;
  }

  private static void addMissing(Draft draft, Draft other, boolean undated) {
    for (Map.Entry<LineKey, BigDecimal> line : other.rates.entrySet()) {
      LineKey key = line.getKey();
      boolean scales = key.when().containsKey("context") || key.when().containsKey("service_tier");
      boolean usable = !scales || (undated && agree(draft, other, key.meter()));
      if (draft.get(key) == null && usable) {
        draft.put(key, inProportion(draft, other, key, line.getValue()));
      }
    }
    for (Draft.FactorLine factor : other.factors) {
      if (!draft.hasFactor(factor.word(), factor.values().get(0))) {
        draft.factors.add(factor);
      }
    }
  }

  /**
   * The price of a cache write with a longer lifetime, as a multiple of the price of an ordinary
   * one.
   */
  private static BigDecimal inProportion(Draft draft, Draft other, LineKey key, BigDecimal rate) {
    LineKey plain = LineKey.of(key.meter());
    BigDecimal mine = draft.get(plain);
    BigDecimal its = other.get(plain);
    boolean scales = key.when().containsKey("ttl") && mine != null && its != null;
    return scales ? rate.multiply(mine).divide(its, MathContext.DECIMAL64) : rate;
  }

  private static boolean agree(Draft one, Draft other, String meter) {
    BigDecimal mine = one.get(LineKey.of(meter));
    BigDecimal its = other.get(LineKey.of(meter));
    return mine != null && its != null && mine.compareTo(its) == 0;
  }

  private Origin origin(GenaiPrices.Model model, @Nullable Draft other) {
    if (other == null) {
      return Origin.of(genaiTable, null);
    }
    Draft current = model.drafts().get(model.drafts().size() - 1);
    for (Draft draft : model.drafts()) {
      if (draft.from == null || !draft.from.isAfter(genaiTable.date())) {
        current = draft;
      }
    }
    String note = differences(current, other);
    return new Origin(
        genaiTable + ", " + litellmTable,
        genaiTable.date(),
        note == null ? "listed" : "derived",
        note);
  }

  private @Nullable String differences(Draft mine, Draft other) {
    List<String> differences = new ArrayList<>();
    for (String meter : COMPARED) {
      BigDecimal its = other.get(LineKey.of(meter));
      if (its != null && mine.get(LineKey.of(meter)) != null && !agree(mine, other, meter)) {
        differences.add(meter + " " + its.toPlainString());
      }
    }
    return differences.isEmpty()
        ? null
        : litellmTable.name() + " differs: " + String.join(", ", differences);
  }
}
