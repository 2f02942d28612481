package io.costspan.usage;

import io.costspan.json.JsonValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the usage of one operation is read; compiled once, shared by all calls. */
public final class UsageRules {
  private final ReaderDefinition definition;
  private final Wire wire = new Wire();
  private final FieldCompiler fields;
  private final RatedIds rated;
  private final Map<String, Field> attributes;
  private final List<WorkRule> quantities;
  private final @Nullable StatedRule stated;
  private final BillingRule billing;
  private final List<Conditions> done;
  private final Map<String, Integer> formSlots = new HashMap<>();

  /**
   * Compiles a reader.
   *
   * @throws io.costspan.json.JsonException if the definition is refused
   */
  public UsageRules(ReaderDefinition definition, RatedIds rated) {
    this.definition = definition;
    this.rated = rated;
    this.fields = new FieldCompiler(definition.values(), wire);
    this.attributes = named("attributes");
    this.quantities =
        items("quantities").stream().map(rule -> WorkRule.parse(rule, fields)).toList();
    JsonValue figure = definition.word("stated");
    this.stated = figure == null ? null : StatedRule.parse(figure, fields);
    this.billing =
        new BillingRule(List.copyOf(named("evidence").values()), free(), conditions("once"));
    this.done = conditions("done");
    items("renew").forEach(path -> wire.response.renew(path.text()));
    wire.request.cells().forEach(cell -> cell.paths().forEach(this::addForm));
  }

  private void addForm(String path) {
    formSlots.put(path, wire.request.paths().add(path));
  }

  private List<JsonValue> items(String word) {
    JsonValue list = definition.word(word);
    return list == null ? List.of() : list.items();
  }

  private Map<String, Field> named(String word) {
    Map<String, Field> named = new LinkedHashMap<>();
    items(word).forEach(name -> named.put(name.text(), fields.get(name, name.text())));
    return named;
  }

  private List<Conditions> conditions(String word) {
    return Conditions.parseAny(definition.word(word), fields);
  }

  private Map<String, List<Conditions>> free() {
    JsonValue free = definition.word("free");
    if (free == null) {
      return Map.of();
    }
    free.allow(Set.of(Reasons.FAILED, Reasons.NOT_BILLABLE, Reasons.CACHE_HIT));
    Map<String, List<Conditions>> byReason = new LinkedHashMap<>();
    free.members().forEach((reason, any) -> byReason.put(reason, Conditions.parseAny(any, fields)));
    return byReason;
  }

  public JsonPaths requestPaths() {
    return wire.request.paths();
  }

  public JsonPaths responsePaths() {
    return wire.response.paths();
  }

  /**
   * What the catalog must capture: names in host and path patterns, {@code query:NAME}, {@code
   * header:NAME} of the request.
   */
  public Set<String> wanted() {
    return wire.captured.keySet();
  }

  /** Whether a response may be many JSON documents, whatever its content type says. */
  public boolean lines() {
    JsonValue lines = definition.word("lines");
    return lines != null && lines.bool();
  }

  /** A reader for one call. */
  public UsageReader start(String provider, String operation, CallUrl url) {
    return new RuleReader(this, provider, operation, url);
  }

  CellTable request() {
    return wire.request;
  }

  CellTable response() {
    return wire.response;
  }

  int cells() {
    return wire.cells();
  }

  Map<String, Integer> captured() {
    return wire.captured;
  }

  Map<String, Integer> headers() {
    return wire.headers;
  }

  Map<String, Integer> formSlots() {
    return formSlots;
  }

  RatedIds rated() {
    return rated;
  }

  Map<String, Field> attributes() {
    return attributes;
  }

  List<WorkRule> quantities() {
    return quantities;
  }

  @Nullable StatedRule stated() {
    return stated;
  }

  BillingRule billing() {
    return billing;
  }

  List<Conditions> done() {
    return done;
  }

  /** The field of that name, or null if the reader has none. */
  @Nullable Field field(String name) {
    return fields.find(name);
  }
}
