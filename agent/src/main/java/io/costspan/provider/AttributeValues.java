package io.costspan.provider;

import io.costspan.condition.Known;
import io.costspan.json.JsonValue;
import io.costspan.reading.ReaderDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that attributes of calls can have according to the readers: texts in the readers
 * themselves, and the results of their maps.
 */
final class AttributeValues {
  /** A depth that no valid nesting of values reaches. */
  private static final int DEPTH = 8;

  private final Map<String, Told> byAttribute = new TreeMap<>();

  /** The values of one attribute. */
  private static final class Told {
    final Set<String> texts = new TreeSet<>();

    /** Whether some reader uses values of the exchange unchanged. */
    boolean open;
  }

  /** What is known, by attribute. */
  Map<String, Known> known() {
    Map<String, Known> known = new TreeMap<>();
    byAttribute.forEach((name, told) -> known.put(name, new Known(told.texts, told.open)));
    return known;
  }

  /** Adds a value of an attribute. */
  void add(String attribute, String text) {
    told(attribute).texts.add(text);
  }

  /** Adds the values that a reader can produce. */
  void add(ReaderDefinition reader) {
    items(reader, "attributes")
        .forEach(name -> addValue(reader, name.text(), told(name.text()), 0));
    Stream.concat(items(reader, "quantities"), items(reader, "estimate"))
        .flatMap(rule -> rule.isArray() ? rule.items().stream() : Stream.of(rule))
        .map(quantity -> quantity.get("attributes"))
        .forEach(attributes -> addAttributes(reader, attributes));
  }

  private Told told(String attribute) {
    return byAttribute.computeIfAbsent(attribute, name -> new Told());
  }

  private static Stream<JsonValue> items(ReaderDefinition reader, String word) {
    JsonValue list = reader.words().get(word);
    return list == null ? Stream.of() : list.items().stream();
  }

  private void addAttributes(ReaderDefinition reader, @Nullable JsonValue attributes) {
    if (attributes != null) {
      attributes
          .members()
          .forEach((name, text) -> addSource(reader, quoted(text.scalar()), told(name), 0));
    }
  }

  /** In the attributes of a quantity, everything except values in braces is literal text. */
  private static String quoted(String text) {
    return text.startsWith("{") ? text : "'" + text + "'";
  }

  private void addValue(ReaderDefinition reader, String name, Told told, int depth) {
    JsonValue value = reader.values().get(name);
    if (value == null || depth > DEPTH) {
      return;
    }
    if (!value.isObject()) {
      value.texts().forEach(source -> addSource(reader, source, told, depth));
      return;
    }
    JsonValue map = value.get("map");
    if (map != null) {
      map.members().values().stream()
          .filter(meaning -> !meaning.isNull())
          .forEach(meaning -> told.texts.add(meaning.scalar()));
    }
    if (map == null || map.get("*") == null) {
      ReaderDefinition.sources(value).forEach(source -> addSource(reader, source, told, depth));
    }
  }

  private void addSource(ReaderDefinition reader, String source, Told told, int depth) {
    String inner = source.length() > 1 ? source.substring(1, source.length() - 1) : "";
    if (source.startsWith("{")) {
      addValue(reader, inner, told, depth + 1);
    } else if (source.startsWith("'") && inner.indexOf('{') < 0) {
      told.texts.add(inner);
    } else {
      told.open = true;
    }
  }
}
