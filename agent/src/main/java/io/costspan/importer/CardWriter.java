package io.costspan.importer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes plain maps, lists and strings as JSON. A file has one card per line, so that diffs are
 * readable.
 */
final class CardWriter {
  private CardWriter() {}

  /** A file with cards that already are JSON. */
  static String file(List<String> cards) {
    return cards.stream().collect(Collectors.joining(",\n", "{\"cards\": [\n", "\n]}\n"));
  }

  static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + ": " + json(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.size() == 1 && list.get(0) instanceof String only
          ? text(only)
          : list.stream().map(CardWriter::json).collect(Collectors.joining(", ", "[", "]"));
    }
    return text(value);
  }

  private static String text(Object value) {
    String plain = value.toString();
    return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
  }
}
