package io.costspan.identity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds one text in a YAML file, as far as settings are usually written: one key per line. */
final class Yaml {
  private static final Pattern ENTRY = Pattern.compile("( *)([\\w.-]+) *:(?: +(.*))?");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*?)\\1.*");

  private record Level(int indent, String path) {}

  private Yaml() {}

  /**
   * The text at that path, or null if there is none.
   *
   * @param path keys joined by dots, however the file nests them
   */
  static @Nullable String text(String yaml, String path) {
    Deque<Level> levels = new ArrayDeque<>();
    for (String line : yaml.split("\\R")) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        int indent = entry.group(1).length();
        while (!levels.isEmpty() && levels.peek().indent >= indent) {
          levels.pop();
        }
        String above = levels.isEmpty() ? "" : levels.peek().path + ".";
        levels.push(new Level(indent, above + entry.group(2)));
        if (levels.peek().path.equals(path)) {
          return scalar(entry.group(3));
        }
      }
    }
    return null;
  }

  private static @Nullable String scalar(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? quoted.group(2) : text.replaceFirst("(^|\\s)#.*", "").strip();
  }
}
