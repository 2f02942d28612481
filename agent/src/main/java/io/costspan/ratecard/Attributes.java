package io.costspan.ratecard;

import io.costspan.condition.Accepted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one quantity and its call, by the words that conditions ({@code when}) of a card
 * may use.
 */
@FunctionalInterface
public interface Attributes {
  Attributes NONE = name -> null;

  /** All values of the word {@code weekday}. */
  List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  /** The value of that word, null if it is not known. */
  @Nullable String get(String word);

  /** The value of that word as an integer, -1 if it is none; for a time of day, in minutes. */
  default long number(String word) {
    String value = get(word);
    return value == null ? -1 : Accepted.number(value);
  }
}
