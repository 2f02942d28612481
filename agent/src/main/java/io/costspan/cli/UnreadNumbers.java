package io.costspan.cli;

import io.costspan.reading.Explanation;
import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.JsonSink;
import io.costspan.wire.Wanted;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Numbers of a reply that look like usage and that nobody reads: in an object that is called usage,
 * or beside a number that a value reads. A misspelt path shows here, since what it means is unread.
 */
final class UnreadNumbers implements JsonSink {
  private static final Pattern USAGE = Pattern.compile("(?i)(.*\\.)?[^.]*usage[^.]*\\..*");

  private final EveryPath paths;
  private final Map<String, BigDecimal> numbers = new LinkedHashMap<>();

  private UnreadNumbers(EveryPath paths) {
    this.paths = paths;
  }

  /** The last number at each such place, without those that the provider file ignores. */
  static Map<String, BigDecimal> of(HarMessage reply, Explanation explanation) {
    Set<String> read = explanation.read();
    boolean rootElements = read.stream().anyMatch(path -> path.startsWith("$[]"));
    return in(reply, rootElements)
        .unread(pattern(read, "[^.]*"), pattern(explanation.ignored(), ".*"));
  }

  /** Everywhere a reply has a number. */
  static Set<String> places(HarMessage reply) {
    return in(reply, false).numbers.keySet();
  }

  private static UnreadNumbers in(HarMessage reply, boolean rootElements) {
    EveryPath paths = new EveryPath(rootElements);
    UnreadNumbers found = new UnreadNumbers(paths);
    Framing framing = Framings.ofResponse(reply, new Wanted(paths, found, () -> false, true));
    framing.bytes(reply.body(), 0, reply.body().length);
    framing.end();
    framing.release();
    return found;
  }

  private Map<String, BigDecimal> unread(Pattern read, Pattern ignored) {
    Map<String, BigDecimal> unread = new TreeMap<>(numbers);
    unread
        .keySet()
        .removeIf(
            path ->
                read.matcher(path).matches()
                    || ignored.matcher(path).matches()
                    || !isUsage(path, read));
    return unread;
  }

  /** Any of these places, in which a {@code *} is that. */
  static Pattern pattern(Set<String> paths, String star) {
    StringBuilder any = new StringBuilder("(?!)");
    for (String path : paths) {
      any.append('|').append(Pattern.quote(path).replace("*", "\\E" + star + "\\Q"));
    }
    return Pattern.compile(any.toString());
  }

  private boolean isUsage(String path, Pattern read) {
    return USAGE.matcher(path).matches() || isBesideRead(path, read);
  }

  private boolean isBesideRead(String path, Pattern read) {
    int end = path.lastIndexOf('.');
    String object = end < 0 ? "" : path.substring(0, end + 1);
    return end > 0
        && object.indexOf('[') < 0
        && numbers.keySet().stream()
            .anyMatch(
                other ->
                    other.startsWith(object)
                        && other.indexOf('.', end + 1) < 0
                        && read.matcher(other).matches());
  }

  @Override
  public void number(int slot, BigDecimal value) {
    numbers.put(paths.path(slot), value);
  }

  @Override
  public void text(int slot, String value) {}

  @Override
  public void bool(int slot, boolean value) {}

  @Override
  public void nothing(int slot) {}

  @Override
  public void begin(int slot) {}

  @Override
  public void end(int slot) {}

  @Override
  public void endDocument() {}
}
