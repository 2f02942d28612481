package io.costspan.config;

import io.costspan.health.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Items separated by commas. Surrounding whitespace and empty items are dropped.
 *
 * @param shown an item as messages may show it
 */
record ListParser<T>(Function<String, T> item, UnaryOperator<String> shown)
    implements Parser<List<T>> {
  ListParser(Function<String, T> item) {
    this(item, text -> text);
  }

  @Override
  public List<T> parse(String text) {
    return parse(
        text,
        complaint -> {
          throw new IllegalArgumentException(complaint);
        });
  }

  @Override
  public List<T> parse(String text, Consumer<String> complaints) {
    List<T> items = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String trimmed = part.trim();
      if (!trimmed.isEmpty()) {
        add(trimmed, items, complaints);
      }
    }
    return List.copyOf(items);
  }

  private void add(String part, List<T> items, Consumer<String> complaints) {
    try {
      items.add(item.apply(part));
    } catch (IllegalArgumentException e) {
      complaints.accept("\"" + Excerpt.of(shown.apply(part)) + "\": " + e.getMessage());
    }
  }
}
