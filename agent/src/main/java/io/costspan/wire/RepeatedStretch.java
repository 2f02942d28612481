package io.costspan.wire;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that events of a stream have in common, such as the id and the model. They are scanned
 * once: where an event has the same, their values are told again and the scanner goes on behind
 * them. Which bytes recur shows by comparing events.
 */
final class RepeatedStretch {
  /** The bytes of an event that are compared. */
  private static final int LIMIT = 512;

  /** Fewer bytes are scanned as quickly as they are compared. */
  private static final int WORTHWHILE = 32;

  /** How often a stream may change its mind. */
  private static final int LESSONS = 8;

  private static final byte[] NOTHING = {};

  private final Wanted wanted;
  private final JsonScanner scanner;
  private final int further;
  private byte[] bytes = NOTHING;
  private @Nullable Recording values;
  private @Nullable JsonScanner behind;

  /** What follows the value behind it, null if nothing else is known. */
  @Nullable RepeatedStretch next;

  /** What was here last, if it was something else. */
  private byte[] last = NOTHING;

  private int lastLength;
  private int lessons;

  /** At most so many stretches are known of an event from here on. */
  RepeatedStretch(Wanted wanted, JsonScanner scanner, int most) {
    this.wanted = wanted;
    this.scanner = scanner;
    this.further = most - 1;
  }

  /** The number of bytes, 0 if none are known. */
  int length() {
    return bytes.length;
  }

  /** Whether those bytes are the ones from that offset on. */
  boolean isAt(int offset, byte[] array, int from, int to) {
    return Arrays.equals(bytes, offset, offset + to - from, array, from, to);
  }

  /** Takes all that is known, of which the scanner has seen nothing; returns where it is now. */
  JsonScanner take() {
    JsonScanner place = Objects.requireNonNull(behind);
    Objects.requireNonNull(values).replay();
    scanner.resume(place);
    return place;
  }

  /** Has the scanner take only so much of it. */
  void scan(int length) {
    scanner.bytes(bytes, 0, length);
  }

  /** Learns from an event, of which the scanner has seen nothing from there on. */
  void compare(byte[] array, int from, int to) {
    int length = Math.min(to - from, LIMIT);
    int difference = Arrays.mismatch(last, 0, lastLength, array, from, from + length);
    if (lessons == LESSONS || difference == length) {
      return; // a piece of an event would teach less than is known
    }
    int common = difference < 0 ? length : difference;
    if (common >= WORTHWHILE && difference != lastLength) {
      lessons++;
      learn(array, from, from + common);
    }
    last = last.length < length ? new byte[length] : last;
    System.arraycopy(array, from, last, 0, length);
    lastLength = length;
  }

  /** Scans twice, because only then it is known where the last place is. */
  private void learn(byte[] array, int from, int to) {
    Recording first = wanted.sink().recording();
    Recording told = wanted.sink().recording();
    if (first == null || told == null) {
      return;
    }
    JsonScanner search = like(scanner, first);
    int item = search.lastPlace(array, from, to, first::isOver);
    if (search.malformed()) {
      return; // a number may end otherwise where another event goes on, and the rest is not JSON
    }
    int end = search.rootClosed() ? item : afterName(array, item, to);
    JsonScanner place = like(scanner, told);
    for (int at = from; at < item; ) {
      at = place.step(array, at, to); // a number ends with what follows it
    }
    place.bytes(array, item, end);
    if (end - from >= WORTHWHILE) {
      bytes = Arrays.copyOfRange(array, from, end);
      values = told;
      behind = place;
      next = further == 0 ? null : new RepeatedStretch(wanted, scanner, further);
    }
  }

  private JsonScanner like(JsonScanner other, JsonSink sink) {
    JsonScanner like = new JsonScanner(new Wanted(wanted.paths(), sink, () -> false), true);
    like.standAs(other);
    return like;
  }

  /** Where the value of an item begins, if that has a name which is there as a whole. */
  private static int afterName(byte[] array, int item, int to) {
    int quote = item < to && array[item] == '"' ? Swar.either(array, item + 1, to, '"', '\\') : to;
    return quote + 1 < to && array[quote] == '"' && array[quote + 1] == ':' ? quote + 2 : item;
  }
}
