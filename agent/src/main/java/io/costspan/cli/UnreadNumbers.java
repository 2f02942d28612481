package io.costspan.cli;

import io.costspan.reading.Explanation;
import io.costspan.reading.Explanation.Read;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a reply that look like usage but that no value reads: in an object whose name contains
 * "usage", or next to a number that a value reads; if no number is read at all, also those with a
 * name that usage often has. They reveal a misspelt path, because the number that it means remains
 * unread.
 */
final class UnreadNumbers {
  private static final Pattern USAGE = Pattern.compile("(?i)(.*\\.)?[^.]*usage[^.]*\\..*");

  /** The names under which usage stands in replies, or of the objects that hold it. */
  private static final Pattern LIKE_USAGE =
      Pattern.compile(
          "(?i)in|out|input|output|prompt|completion|.*(usage|used|tokens|count|total|cached|bill"
              + "|cost|price|charge|credit|units|consum|metered|metering|metrics|spent|seconds"
              + "|duration|pages|characters|images|queries).*");

  private static final Pattern WORD = Pattern.compile("[!-~]{1,64}");

  private final List<ReplyNumbers.Found> numbers;
  private final Map<Pattern, Read> read;

  private UnreadNumbers(List<ReplyNumbers.Found> numbers, List<Read> read) {
    this.numbers = numbers;
    this.read =
        read.stream()
            .collect(
                Collectors.toMap(place -> pattern(Set.of(place.path()), "[^.]*"), place -> place));
  }

  /**
   * The last number at each such place, without those that the provider file ignores. If the
   * conditions of values exclude a number, what they test is added: {@code a[].count [kind=text]}.
   */
  static Map<String, BigDecimal> of(HarMessage reply, Explanation explanation) {
    return of(reply, explanation.read(), explanation.ignored());
  }

  /** All numbers like usage in a reply that no reader reads. */
  static Map<String, BigDecimal> of(HarMessage reply) {
    return of(reply, List.of(), Set.of());
  }

  private static Map<String, BigDecimal> of(
      HarMessage reply, List<Read> read, Set<String> ignored) {
    boolean rootElements = read.stream().anyMatch(place -> place.path().startsWith("$[]"));
    return new UnreadNumbers(ReplyNumbers.of(reply, rootElements), read)
        .without(pattern(ignored, ".*"));
  }

  private Map<String, BigDecimal> without(Pattern ignored) {
    Set<String> readObjects = readObjects();
    boolean nothing = numbers.stream().noneMatch(this::isRead);
    Map<String, BigDecimal> unread = new TreeMap<>();
    for (ReplyNumbers.Found number : numbers) {
      String path = number.path();
      boolean usage =
          USAGE.matcher(path).matches()
              || readObjects.contains(object(path))
              || (nothing && isLikeUsage(path));
      if (usage && !isRead(number)) {
        unread.put(path + asked(number), number.value());
      }
    }
    unread.keySet().removeIf(place -> ignored.matcher(place).matches());
    return unread;
  }

  /** Within its element: elements that are numbers themselves are data, such as an embedding. */
  private static boolean isLikeUsage(String path) {
    String own = path.substring(path.lastIndexOf(']') + 1);
    return Stream.of(own.split("\\.")).anyMatch(name -> LIKE_USAGE.matcher(name).matches());
  }

  /** Objects of which a number is read; elements of arrays contain much that is not usage. */
  private Set<String> readObjects() {
    return numbers.stream()
        .filter(number -> number.path().indexOf('[') < 0 && number.path().indexOf('.') > 0)
        .filter(number -> read.keySet().stream().anyMatch(place -> covers(place, number)))
        .map(number -> object(number.path()))
        .collect(Collectors.toSet());
  }

  private static String object(String path) {
    return path.substring(0, path.lastIndexOf('.') + 1);
  }

  private static boolean covers(Pattern place, ReplyNumbers.Found number) {
    return place.matcher(number.path()).matches();
  }

  private boolean isRead(ReplyNumbers.Found number) {
    return read.entrySet().stream()
        .anyMatch(place -> covers(place.getKey(), number) && holds(place.getValue(), number));
  }

  private static boolean holds(Read place, ReplyNumbers.Found number) {
    return place.where().entrySet().stream()
        .allMatch(asked -> asked.getValue().test(number.element().get(asked.getKey())));
  }

  private String asked(ReplyNumbers.Found number) {
    Set<String> keys = new TreeSet<>();
    read.forEach(
        (place, its) -> {
          if (covers(place, number)) {
            keys.addAll(its.where().keySet());
          }
        });
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .map(key -> key + "=" + word(number.element().get(key)))
            .collect(Collectors.joining(", ", " [", "]"));
  }

  private static String word(@Nullable Object value) {
    String text = String.valueOf(value);
    return WORD.matcher(text).matches() ? text : "?";
  }

  /** Matches any of these places, in which {@code *} stands for {@code star}. */
  static Pattern pattern(Set<String> paths, String star) {
    StringBuilder any = new StringBuilder("(?!)");
    for (String path : paths) {
      any.append('|').append(Pattern.quote(path).replace("*", "\\E" + star + "\\Q"));
    }
    return Pattern.compile(any.toString());
  }
}
