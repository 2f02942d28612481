package io.costspan.reading;

import io.costspan.cells.Merge;
import io.costspan.condition.Conditions;
import io.costspan.json.JsonValue;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How the usage of one operation is read; compiled once, shared by all calls. */
public final class UsageRules {
  static final String REQUEST_MODEL = "request_model";
  static final String RESPONSE_MODEL = "response_model";
  static final String RESPONSE_ID = "response_id";
  static final String CONVERSATION_ID = "conversation_id";
  static final String USER_ID = "user_id";
  static final String REQUESTS = "requests";
  private static final List<UsageMeter> BOTH_HALVES =
      List.of(UsageMeter.INPUT_TOKENS, UsageMeter.OUTPUT_TOKENS);

  static final Set<String> MODELS = Set.of(REQUEST_MODEL, RESPONSE_MODEL);

  private final ReaderDefinition definition;
  private final Places places = new Places();
  private final FieldCompiler fields;
  private final List<Map.Entry<String, Field>> attributes;
  private final List<WorkRule> quantities;
  private final List<WorkRule> estimate;
  private final @Nullable Whole whole;
  private final @Nullable StatedRule stated;
  private final BillingRule billing;
  private final boolean lines;
  private final @Nullable Field requests;
  private final @Nullable JobRule job;
  private final List<Field> unseen;
  private final List<Conditions<@Nullable Object[]>> done;
  private final List<Conditions<@Nullable Object[]>> finals;
  private final List<UsageMeter> together;
  private final Set<String> ignored;
  private final Map<String, Integer> formSlots = new HashMap<>();

  /** What a call has left to the next one; null if there is none. */
  private final AtomicReference<@Nullable CallCells> idle = new AtomicReference<>();

  /**
   * Compiles a reader.
   *
   * @param estimates whether to estimate what a reply does not report
   * @throws io.costspan.json.JsonException if the definition is refused
   */
  public UsageRules(ReaderDefinition definition, boolean estimates) {
    this.definition = definition;
    JsonValue belonging = definition.word("job");
    boolean polls = belonging != null && belonging.get("when") == null;
    Set<String> kept = JobRule.kept(belonging, definition.values().keySet());
    JsonValue all = definition.word("whole");
    Set<String> counts = Set.copyOf(Whole.counts(all).values());
    items("once").forEach(this::tellApart);
    this.fields = new FieldCompiler(definition.values(), places, kept, counts, estimates, polls);
    this.whole = Whole.parse(all, fields);
    this.job = belonging == null ? null : JobRule.parse(belonging, fields);
    this.attributes = List.copyOf(named("attributes").entrySet());
    this.quantities = work("quantities");
    List<WorkRule> guesses = work("estimate");
    this.estimate = estimates ? guesses : List.of();
    JsonValue figure = definition.word("stated");
    this.stated = figure == null ? null : StatedRule.parse(figure, fields);
    this.billing = new BillingRule(List.copyOf(named("evidence").values()), free());
    JsonValue many = definition.word("lines");
    this.lines = many != null && many.bool();
    this.requests = fields.find(REQUESTS);
    this.unseen = List.copyOf(named("unseen").values());
    this.done = conditions("done");
    this.finals = conditions("final");
    this.together = metersTogether();
    this.ignored = ignored(definition.word("ignored"));
    items("renew").forEach(path -> places.response.renew(path.text()));
    places.request.cells().stream()
        .filter(cell -> cell.merge() != Merge.TOKENS)
        .forEach(cell -> cell.paths().forEach(this::addForm));
  }

  private void tellApart(JsonValue id) {
    if (!id.text().contains("[].")) {
      throw id.error("\"once\" should name places in the elements of an array");
    }
    places.response.tellApart(id.text());
  }

  private static Set<String> ignored(@Nullable JsonValue reasons) {
    if (reasons == null) {
      return Set.of();
    }
    reasons.members().values().forEach(JsonValue::text);
    return reasons.members().keySet();
  }

  private List<WorkRule> work(String word) {
    return items(word).stream().map(rule -> WorkRule.parse(rule, fields)).toList();
  }

  /**
   * The meters that belong together according to the file; if it does not say so, input and output
   * tokens of one model, if both are counted.
   */
  private List<UsageMeter> metersTogether() {
    if (whole != null) {
      return whole.meters();
    }
    Set<UsageMeter> counted = EnumSet.noneOf(UsageMeter.class);
    quantities.forEach(rule -> rule.addMeters(counted));
    return counted.containsAll(BOTH_HALVES) ? BOTH_HALVES : List.of();
  }

  private void addForm(String path) {
    formSlots.put(path, places.request.paths().add(path));
  }

  List<JsonValue> items(String word) {
    JsonValue list = definition.word(word);
    return list == null ? List.of() : list.items();
  }

  private Map<String, Field> named(String word) {
    Map<String, Field> named = new LinkedHashMap<>();
    items(word).forEach(name -> named.put(name.text(), fields.get(name, name.text())));
    return named;
  }

  private List<Conditions<@Nullable Object[]>> conditions(String word) {
    return Conditions.parseAny(definition.word(word), fields::get);
  }

  private List<BillingRule.Free> free() {
    JsonValue free = definition.word("free");
    if (free == null) {
      return List.of();
    }
    free.allow(
        Set.of(
            Reasons.FAILED,
            Reasons.NOT_BILLABLE,
            Reasons.PROVISIONED,
            Reasons.CACHE_HIT,
            Reasons.NO_RESPONSE));
    return free.members().entrySet().stream()
        .map(
            any ->
                new BillingRule.Free(
                    any.getKey(), Conditions.parseAny(any.getValue(), fields::get)))
        .toList();
  }

  ReaderDefinition definition() {
    return definition;
  }

  /** The number of calls that a batch stands for, null if no value states it. */
  @Nullable Field requests() {
    return requests;
  }

  /** Whether a response may consist of several JSON documents, whatever its content type says. */
  boolean lines() {
    return lines;
  }

  /** Creates a reader for one call. */
  public UsageReader start(String provider, String operation, CallUrl url, RequestHead head) {
    return new RuleReader(this, provider, operation, url, head);
  }

  /** The cells of a call. */
  Places places() {
    return places;
  }

  /** Empty cells for one call. */
  CallCells take() {
    CallCells known = idle.getAndSet(null);
    return known == null ? new CallCells(this) : known;
  }

  /** Leaves cells to the next call. Whoever leaves them must not touch them again. */
  void leave(CallCells used) {
    used.forget();
    idle.setRelease(used);
  }

  Map<String, Integer> formSlots() {
    return formSlots;
  }

  /** Whether calls may belong to jobs. */
  public boolean isAboutJobs() {
    return job != null;
  }

  /** How calls belong to jobs, null if they do not. */
  @Nullable JobRule job() {
    return job;
  }

  /** In the order of the file. */
  List<Map.Entry<String, Field>> attributes() {
    return attributes;
  }

  List<WorkRule> quantities() {
    return quantities;
  }

  /** How to estimate a reply that does not report its usage; empty if unknown. */
  List<WorkRule> estimate() {
    return estimate;
  }

  /** The meters that belong together in a reply's usage, null if the reader does not say. */
  @Nullable Whole whole() {
    return whole;
  }

  @Nullable StatedRule stated() {
    return stated;
  }

  BillingRule billing() {
    return billing;
  }

  /** Sets of ids, of which only those count that no earlier call has shown. */
  List<Field> unseen() {
    return unseen;
  }

  List<Conditions<@Nullable Object[]>> done() {
    return done;
  }

  /** Conditions under which a stream's counts are final, even before it is done. */
  List<Conditions<@Nullable Object[]>> finals() {
    return finals;
  }

  /** Meters that belong together, so that usage without one of them is partial. */
  List<UsageMeter> together() {
    return together;
  }

  /** Places of numbers that are not billable usage; {@code *} stands for any characters. */
  Set<String> ignored() {
    return ignored;
  }

  /** The field with that name, or null if the reader has none. */
  @Nullable Field field(String name) {
    return fields.find(name);
  }
}
