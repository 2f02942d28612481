package io.costspan.it.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series on the page of a JVM, as it was when it was captured.
 *
 * @param grows whether it is a counter, or a part of a histogram
 */
record Series(String name, Map<String, String> labels, double value, boolean grows) {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Reads a line of the page. */
  static Series parse(String line) {
    int labelsEnd = line.lastIndexOf('}');
    String name = line.substring(0, line.indexOf('{'));
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(line.substring(name.length(), labelsEnd));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    double value = Double.parseDouble(line.substring(labelsEnd + 1).strip());
    return new Series(name, labels, value, name.matches(".*_(total|bucket|count|sum)"));
  }

  /** The same series of another JVM. */
  Series with(Map<String, String> other) {
    Map<String, String> merged = new TreeMap<>(labels);
    other.forEach(merged::replace);
    return new Series(name, merged, value, grows);
  }

  /** Its value when the JVM has done that many times what it had done when it was captured. */
  double after(long rounds) {
    return grows ? value * rounds : value;
  }

  /** A line of the page. */
  String line(long rounds) {
    StringBuilder line = new StringBuilder(name).append('{');
    labels.forEach((label, text) -> line.append(label).append("=\"").append(text).append("\","));
    return line.append("} ").append(after(rounds)).append('\n').toString();
  }
}
