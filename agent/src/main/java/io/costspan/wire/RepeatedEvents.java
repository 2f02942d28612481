package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/**
 * The events of a stream, which are the same but for a few letters: what recurs is compared instead
 * of scanned, in pieces of any size. A text or number between two such stretches is scanned; at the
 * first other byte that is not as expected, the rest of the event is.
 */
final class RepeatedEvents {
  /** How many stretches of an event are known at most. */
  private static final int STRETCHES = 4;

  private final JsonScanner scanner;
  private final RepeatedStretch head;

  /** What is expected next, behind the value if that is not over; null if the rest is scanned. */
  private @Nullable RepeatedStretch expected;

  /** Where a value ends; null while a stretch is compared. */
  private @Nullable JsonScanner value;

  private boolean inText;

  /** How much of what is expected was there; the scanner has not seen it. */
  private int matched;

  RepeatedEvents(Wanted wanted, JsonScanner scanner) {
    this.scanner = scanner;
    this.head = new RepeatedStretch(wanted, scanner, STRETCHES);
  }

  /** Another event begins. */
  void begin() {
    expected = head;
    value = null;
    matched = 0;
  }

  /** Takes what is as expected, but no end of a line; returns where to go on by scanning. */
  int skip(byte[] array, int from, int to) {
    int at = from;
    for (RepeatedStretch its = expected; its != null && at < to; its = expected) {
      int next = value == null ? compare(its, array, at, to) : value(value, array, at, to);
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private int compare(RepeatedStretch its, byte[] array, int from, int to) {
    int length = Math.min(to - from, its.length() - matched);
    if (length == 0 || !its.isAt(matched, array, from, from + length)) {
      if (matched > 0) {
        end();
      }
      return from;
    }
    matched += length;
    if (matched == its.length()) {
      matched = 0;
      value = its.take();
      inText = false;
      expected = value.rootClosed() ? null : its.next;
    }
    return from + length;
  }

  /** Takes a text, or an escaped quote and what is before it, or a number; no end of a line. */
  private int value(JsonScanner place, byte[] array, int from, int to) {
    boolean number = !inText && JsonBare.has(array[from]);
    int end = number ? number(array, from, to) : text(array, from, to);
    if (scanner.isBehindValueAt(place)) {
      value = null;
    } else if (!inText || end == from) {
      expected = null;
    }
    return end;
  }

  /** What ends with its line, which may be all there is of the event, is for others to scan. */
  private int number(byte[] array, int from, int to) {
    int end = from;
    while (end < to && JsonBare.has(array[end])) {
      end++;
    }
    return end < to && array[end] < ' ' ? from : scanner.step(array, from, to);
  }

  private int text(byte[] array, int from, int to) {
    int quote = Swar.quoteOrControl(array, inText ? from : from + 1, to);
    if ((!inText && array[from] != '"') || (quote < to && array[quote] != '"')) {
      return from;
    }
    inText = true;
    int end = Math.min(quote + 1, to);
    scanner.bytes(array, from, end);
    return end;
  }

  /** Learns from what is not as expected, before it is scanned. */
  void learn(byte[] array, int from, int to) {
    RepeatedStretch its = expected;
    expected = null;
    if (its != null && value == null) {
      its.compare(array, from, to);
    }
  }

  /** What began as expected is all there is of the event, or goes on in another way. */
  void end() {
    RepeatedStretch its = expected;
    expected = null;
    if (its != null && matched > 0) {
      its.scan(matched);
      matched = 0;
    }
  }
}
