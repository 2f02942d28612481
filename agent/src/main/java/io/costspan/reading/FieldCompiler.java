package io.costspan.reading;

import io.costspan.cells.Measure;
import io.costspan.cells.Merge;
import io.costspan.cells.Tally;
import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.json.JsonValue;
import io.costspan.usage.Exactness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the {@code values} of a reader into fields. A value is one source, or a list of sources
 * of which the first known one is used; or an object that says how values are merged, with {@code
 * where}, {@code when} and a {@code map}; or, after {@code =}, a formula. A source is one of the
 * {@link Places}, a text in single quotes, which may contain other values in braces, or such a
 * value in braces alone.
 */
final class FieldCompiler implements FormulaParser.FieldNames {
  private static final String BY_TOTAL = "what its total says";
  static final String OF_JOB = "kept of the job";
  private static final List<String> MERGES = Stream.of(Merge.values()).map(Merge::word).toList();
  private static final Set<String> WORDS =
      Stream.of(MERGES, List.of(Measure.STEP, "where", "map", "when"))
          .flatMap(List::stream)
          .collect(Collectors.toSet());

  private final Map<String, JsonValue> values;
  private final Places places;
  private final Set<String> kept;
  private final Set<String> counts;
  private final boolean estimates;
  private final boolean polls;
  private final Map<String, Field> fields = new HashMap<>();

  /** The cells for the actual values of the counts of a {@link Whole}. */
  private final Map<String, Integer> meant = new HashMap<>();

  private final Set<String> begun = new HashSet<>();

  /**
   * @param kept names of values that are kept for a job
   * @param counts names of values that are the counts of a {@link Whole}
   * @param estimates whether tokens are to be estimated
   * @param polls whether calls may be polls, whose request says nothing about the work
   */
  FieldCompiler(
      Map<String, JsonValue> values,
      Places places,
      Set<String> kept,
      Set<String> counts,
      boolean estimates,
      boolean polls) {
    this.values = values;
    this.places = places;
    this.kept = kept;
    this.counts = counts;
    this.estimates = estimates;
    this.polls = polls;
    values.forEach((name, value) -> get(value, name));
  }

  /** The field of that name, or null if the reader has none. */
  @Nullable Field find(String name) {
    return fields.get(name);
  }

  @Override
  public Field get(JsonValue at, String name) {
    Field known = fields.get(name);
    if (known != null) {
      return known;
    }
    JsonValue value = values.get(name);
    if (value == null) {
      throw at.error("unknown value \"" + name + "\"; add it to \"values\"");
    }
    if (!begun.add(name)) {
      throw value.error("\"" + name + "\" depends on itself");
    }
    Field field = kept.contains(name) ? remembered(value, name) : compile(value, name);
    field = counts.contains(name) ? counted(name, field) : field;
    fields.put(name, field);
    return field;
  }

  /** The actual value of a count, or else the reported one. */
  private Field counted(String name, Field field) {
    int cell = places.own();
    meant.put(name, cell);
    return new Field(
        List.of(new Field.InCell(cell, BY_TOTAL), new Field.Counted(field, field.roots())),
        null,
        field.exactness(),
        field.tally());
  }

  /** The cell for the actual value of a count, which must have been requested before. */
  int meant(String count) {
    return Objects.requireNonNull(meant.get(count));
  }

  private Field remembered(JsonValue value, String name) {
    Field field = compile(value, name);
    if (field.tally() != Field.NO_TALLY) {
      throw value.error("\"" + name + "\" is a tally, of which a job keeps none");
    }
    return field.assuming(places::assumed).or(new Field.InCell(places.kept(name), OF_JOB));
  }

  private Field compile(JsonValue value, String name) {
    boolean model = name.endsWith("model") && !polls;
    return value.isObject() ? described(value, model) : plain(value, Map.of(), null, model);
  }

  private Field plain(
      JsonValue value,
      Map<String, Accepted> where,
      @Nullable List<Field.Meaning> map,
      boolean model) {
    if (value.isText() && value.text().startsWith("=")) {
      String formula = value.text().substring(1);
      FormulaParser.Parsed parsed = FormulaParser.parse(value, formula, this);
      Field.Source calculation = new Field.Calculation(parsed, formula);
      return new Field(List.of(calculation), map, parsed.exactness());
    }
    return field(Merge.LAST, Measure.EXACT, value, where, map, model);
  }

  private Field described(JsonValue value, boolean model) {
    value.allow(WORDS);
    List<Merge> merges =
        Stream.of(Merge.values()).filter(merge -> value.get(merge.word()) != null).toList();
    if (merges.size() != 1) {
      throw value.error("needs one of " + String.join(", ", MERGES));
    }
    Merge merge = merges.get(0);
    JsonValue at = value.need(merge.word());
    JsonValue step = value.get(Measure.STEP);
    if (step != null && !merge.measures()) {
      throw step.error("\"step\" is only for a \"length\"");
    }
    Field field =
        merge == Merge.LAST
            ? plain(at, where(value), map(value), model)
            : field(merge, Measure.parse(step), at, where(value), map(value), model);
    JsonValue when = value.get("when");
    return when == null ? field : field.when(Conditions.parse(when, this::get));
  }

  private static Map<String, Accepted> where(JsonValue value) {
    Map<String, Accepted> where = new LinkedHashMap<>();
    JsonValue conditions = value.get("where");
    if (conditions != null) {
      conditions
          .members()
          .forEach((path, accepted) -> where.put(path, Accepted.parse(path, accepted)));
    }
    return where;
  }

  private static @Nullable List<Field.Meaning> map(JsonValue value) {
    JsonValue map = value.get("map");
    return map == null
        ? null
        : map.members().entrySet().stream()
            .map(
                entry ->
                    new Field.Meaning(
                        entry.getKey(),
                        entry.getValue().isNull() ? null : entry.getValue().scalar()))
            .toList();
  }

  private Field field(
      Merge merge,
      Measure measure,
      JsonValue at,
      Map<String, Accepted> where,
      @Nullable List<Field.Meaning> map,
      boolean model) {
    List<String> texts = at.texts();
    if (texts.isEmpty()) {
      throw at.error("name at least one place");
    }
    List<Field.Source> sources = new ArrayList<>();
    int tally = Field.NO_TALLY;
    if (merge == Merge.TOKENS) {
      sources.addAll(tokens(at, texts, where));
    } else if (merge == Merge.LAST) {
      boolean asked = model && texts.stream().anyMatch(Places::isOfRequestBody);
      texts.forEach(text -> sources.add(source(at, text, where, asked)));
    } else {
      int cell = places.cell(at, merge, measure, texts, where);
      tally = merge == Merge.TALLY ? cell : tally;
      sources.add(cell(cell, merge, measure, texts));
    }
    return new Field(List.copyOf(sources), map, exactness(at, merge, map != null, texts), tally);
  }

  private Exactness exactness(JsonValue at, Merge merge, boolean mapped, List<String> sources) {
    if (merge == Merge.TOKENS || sources.stream().anyMatch(source -> isGuess(at, source))) {
      return Exactness.ESTIMATED;
    }
    return mapped || merge.counts() || sources.stream().allMatch(FieldCompiler::isDerived)
        ? Exactness.DERIVED
        : Exactness.REPORTED;
  }

  private boolean isGuess(JsonValue at, String source) {
    return source.startsWith("{")
        && get(at, inner(at, source, '}')).exactness() == Exactness.ESTIMATED;
  }

  /** No source if estimates are off, so that nothing is counted needlessly. */
  private List<Field.Source> tokens(JsonValue at, List<String> texts, Map<String, Accepted> where) {
    if (texts.stream().anyMatch(text -> !Places.isBody(text))) {
      throw at.error("tokens are counted in bodies only");
    }
    return estimates
        ? List.of(
            new Field.InCell(
                places.cell(at, Merge.TOKENS, Measure.EXACT, texts, where),
                joined(Merge.TOKENS, texts)))
        : List.of();
  }

  private static boolean isDerived(String source) {
    return source.startsWith("'") || source.startsWith("{") || Places.isAsked(source);
  }

  /**
   * @param asked whether a text in quotes is the default for a request that does not name its model
   */
  private Field.Source source(
      JsonValue at, String text, Map<String, Accepted> where, boolean asked) {
    if (text.startsWith("'")) {
      Field.Source written = Template.parse(at, inner(at, text, '\''), this);
      return asked && written instanceof Field.Literal literal
          ? new Field.Default(literal.text(), places.requestRead())
          : written;
    }
    if (text.startsWith("{")) {
      return new Field.Made(get(at, inner(at, text, '}'))::value, text);
    }
    return new Field.InCell(places.cell(at, Merge.LAST, Measure.EXACT, List.of(text), where), text);
  }

  /** Values of the URL or a header arrive as a single text. */
  private static Field.Source cell(int cell, Merge merge, Measure measure, List<String> places) {
    String name = joined(merge, places);
    return switch (merge) {
      case TALLY ->
          new Field.Made(
              cells -> cells[cell] instanceof String list ? Tally.ofList(list) : cells[cell], name);
      case LENGTH, UTF16 ->
          new Field.Made(
              cells -> cells[cell] instanceof String text ? measure.of(text, merge) : cells[cell],
              name);
      default -> new Field.InCell(cell, name);
    };
  }

  private static String joined(Merge merge, List<String> places) {
    return merge.word() + " of " + String.join(", ", places);
  }

  private static String inner(JsonValue at, String text, char close) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(last) != close) {
      throw at.error(text + " should end with " + close);
    }
    return text.substring(1, last);
  }
}
