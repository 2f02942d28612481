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
 * Which values the attributes of calls can have as far as readers say: the texts that they write
 * themselves and what their maps make of others.
 */
final class AttributeValues {
  /** Deeper than any value that is right stands in others. */
  private static final int DEPTH = 8;

  private final Map<String, Told> byAttribute = new TreeMap<>();

  /** The values of one attribute. */
  private static final class Told {
    final Set<String> texts = new TreeSet<>();

    /** Whether some reader takes over whatever stands on the wire. */
    boolean open;
  }

  /** What is known, by attribute. */
  Map<String, Known> known() {
    Map<String, Known> known = new TreeMap<>();
    byAttribute.forEach((name, told) -> known.put(name, new Known(told.texts, told.open)));
    return known;
  }

  /** Another value of an attribute. */
  void add(String attribute, String text) {
    told(attribute).texts.add(text);
  }

  /** Adds what a reader can tell. */
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

  /** In a quantity's attributes only what stands in brackets is no text of its own. */
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
