package io.costspan.it.client;

import io.costspan.it.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures of {@code docs/transparency.md}. */
final class TransparencyPage {
  /** Cases of a client by JDK. */
  private static final Pattern CLIENT =
      Pattern.compile("(?m)^\\| `(.+)` \\| (\\d+) \\| (\\d+) \\|$");

  /** Names of cases, and what happens in them. */
  private static final Pattern CASES = Pattern.compile("(?m)^\\| (`[^|]+`) \\| [^|]+ \\|$");

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern TOTAL =
      Pattern.compile("In all (\\d+) cases on JDK 17 and (\\d+) on JDK 25");

  private final String text;

  TransparencyPage() {
    try {
      text = Files.readString(Build.existing("docs/transparency.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By client; none of one that the page does not name. */
  Map<String, Map<Integer, Integer>> figures() {
    Map<String, Map<Integer, Integer>> figures = new TreeMap<>();
    Matcher row = CLIENT.matcher(text);
    while (row.find()) {
      figures.put(row.group(1), byJdk(row.toMatchResult(), 2));
    }
    return figures;
  }

  /** Of all clients. */
  Map<Integer, Integer> total() {
    Matcher total = TOTAL.matcher(text);
    return total.find() ? byJdk(total.toMatchResult(), 1) : Map.of();
  }

  private static Map<Integer, Integer> byJdk(MatchResult figures, int first) {
    return Map.of(
        17, Integer.parseInt(figures.group(first)), 25, Integer.parseInt(figures.group(first + 1)));
  }

  /** The cases that it explains. */
  Set<String> cases() {
    Set<String> names = new TreeSet<>();
    CASES
        .matcher(text)
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .forEach(name -> names.add(name.group(1)));
    return names;
  }
}
