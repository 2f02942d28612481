package io.costspan.usage;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code values} of a reader into fields and gives each source on the wire a cell.
 *
 * <p>A source is a JSON path of the response, or of the request behind {@code request:}; a response
 * header behind {@code header:}; something that the catalog captured behind {@code url:}, {@code
 * query:} or {@code request-header:}; or a text in single quotes. A value that begins with {@code
 * =} is a formula.
 */
final class FieldCompiler implements FormulaParser.FieldNames {
  private static final String REQUEST = "request:";
  private static final String HEADER = "header:";
  private static final List<String> CAPTURED = List.of("url:", "query:", "request-header:");
  private static final Set<String> WORDS =
      Stream.concat(Stream.of(Merge.values()).map(Merge::word), Stream.of("where", "map"))
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  private final Map<String, JsonValue> values;
  private final Map<String, Field> fields = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private int cells;

  final CellTable request = new CellTable();
  final CellTable response = new CellTable();

  /** Cells by response header and by captured key. */
  final Map<String, Integer> headers = new LinkedHashMap<>();

  final Map<String, Integer> captured = new LinkedHashMap<>();

  FieldCompiler(Map<String, JsonValue> values) {
    this.values = values;
    values.forEach((name, value) -> get(value, name));
  }

  int cells() {
    return cells;
  }

  @Override
  public Field get(JsonValue at, String name) {
    Field known = fields.get(name);
    if (known != null) {
      return known;
    }
    Field field = compile(name, value(at, name));
    fields.put(name, field);
    return field;
  }

  @Nullable Field find(String name) {
    return fields.get(name);
  }

  private JsonValue value(JsonValue at, String name) {
    JsonValue value = values.get(name);
    if (value == null) {
      throw at.error("unknown value \"" + name + "\"; add it to \"values\"");
    }
    if (!begun.add(name)) {
      throw value.error("\"" + name + "\" depends on itself");
    }
    return value;
  }

  private Field compile(String name, JsonValue value) {
    if (value.isObject()) {
      return object(name, value);
    }
    if (value.isText() && value.text().startsWith("=")) {
      FormulaParser.Parsed parsed = FormulaParser.parse(value, value.text().substring(1), this);
      return new Field(List.of(parsed.formula()::of), null, parsed.derived());
    }
    return field(Merge.LAST, value, Map.of(), null);
  }

  private Field object(String name, JsonValue value) {
    value.allow(WORDS);
    List<Merge> merges =
        Stream.of(Merge.values()).filter(merge -> value.get(merge.word()) != null).toList();
    if (merges.size() != 1) {
      throw value.error(
          "\"" + name + "\" needs one of last, first, max, sum, count, distinct, length");
    }
    Map<String, Accepted> where = new LinkedHashMap<>();
    JsonValue conditions = value.get("where");
    if (conditions != null) {
      conditions.members().forEach((path, accepted) -> where.put(path, Accepted.parse(accepted)));
    }
    JsonValue map = value.get("map");
    return field(
        merges.get(0),
        value.need(merges.get(0).word()),
        where,
        map == null
            ? null
            : map.members().entrySet().stream().map(FieldCompiler::meaning).toList());
  }

  private static Field.Meaning meaning(Map.Entry<String, JsonValue> entry) {
    JsonValue value = entry.getValue();
    return new Field.Meaning(entry.getKey(), value.isNull() ? null : value.scalar());
  }

  private Field field(
      Merge merge, JsonValue at, Map<String, Accepted> where, @Nullable List<Field.Meaning> map) {
    List<String> sources = at.texts();
    List<Field.Source> cells = new ArrayList<>();
    if (merge == Merge.LAST || merge == Merge.FIRST) {
      sources.forEach(source -> cells.add(source(merge, List.of(source), where)));
    } else {
      cells.add(source(merge, sources, where));
    }
    boolean derived =
        map != null || merge.counts() || sources.stream().allMatch(FieldCompiler::isDerived);
    return new Field(List.copyOf(cells), map, derived);
  }

  private static boolean isDerived(String source) {
    return source.startsWith(REQUEST)
        || source.startsWith("'")
        || CAPTURED.stream().anyMatch(source::startsWith);
  }

  private Field.Source source(Merge merge, List<String> sources, Map<String, Accepted> where) {
    String source = sources.get(0);
    if (source.startsWith("'")) {
      String literal = source.substring(1, source.length() - 1);
      return cells -> literal;
    }
    int cell =
        isCaptured(source)
            ? captured.computeIfAbsent(key(source), key -> cells++)
            : source.startsWith(HEADER)
                ? headers.computeIfAbsent(source.substring(HEADER.length()), header -> cells++)
                : body(merge, sources, where);
    return cells -> cells[cell];
  }

  private static boolean isCaptured(String source) {
    return CAPTURED.stream().anyMatch(source::startsWith);
  }

  /** The key under which the catalog hands a captured value over. */
  private static String key(String source) {
    return source.startsWith("url:")
        ? source.substring("url:".length())
        : source.replaceFirst("^request-", "");
  }

  private int body(Merge merge, List<String> sources, Map<String, Accepted> where) {
    boolean ofRequest = sources.get(0).startsWith(REQUEST);
    List<String> paths =
        sources.stream().map(s -> ofRequest ? s.substring(REQUEST.length()) : s).toList();
    int index = cells++;
    (ofRequest ? request : response).add(new Cell(index, merge, paths, where));
    return index;
  }
}
