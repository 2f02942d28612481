package io.costspan.importer;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Name patterns of recipes, where {@code *} stands for any text. */
final class Globs {
  private Globs() {}

  /** Matches text that fits one of the patterns; without patterns, any text. */
  static Predicate<String> of(List<String> patterns) {
    return patterns.isEmpty()
        ? name -> true
        : Pattern.compile(patterns.stream().map(Globs::regex).collect(Collectors.joining("|")))
            .asMatchPredicate();
  }

  private static String regex(String pattern) {
    return Pattern.quote(pattern).replace("*", "\\E.*\\Q");
  }
}
