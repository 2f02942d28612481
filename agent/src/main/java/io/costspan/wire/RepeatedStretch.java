package io.costspan.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a stream have in common around the few letters that differ: before them the id
 * and the model, and behind them what closes the event. It is scanned once: where an event has the
 * same bytes, its values are told again and the scanner goes on behind them. Which bytes recur
 * shows by comparing events.
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
  private final boolean isFirst;
  private byte[] bytes = NOTHING;
  private @Nullable ToldValues values;
  private @Nullable JsonScanner behind;

  /** What follows the value behind it; null if this is the end. */
  private @Nullable RepeatedStretch next;

  /** What was here last, if it was something else. */
  private byte[] last = NOTHING;

  private int lastLength;
  private int lessons;

  private RepeatedStretch(Wanted wanted, JsonScanner scanner, boolean isFirst) {
    this.wanted = wanted;
    this.scanner = scanner;
    this.isFirst = isFirst;
  }

  /**
   * That with which events begin.
   *
   * @param scanner of the events
   */
  static RepeatedStretch first(Wanted wanted, JsonScanner scanner) {
    return new RepeatedStretch(wanted, scanner, true);
  }

  /**
   * How far the bytes are known.
   *
   * @return the index behind them; {@code from} if others are here
   */
  int end(byte[] array, int from, int to) {
    int length = bytes.length;
    boolean here =
        to - from >= length && Arrays.equals(bytes, 0, length, array, from, from + length);
    return here ? from + length : from;
  }

  /**
   * Takes what is known of an event, of which the scanner has seen nothing yet.
   *
   * @param end how far the bytes are known
   * @return the index at which to continue
   */
  int skip(byte[] array, int from, int end, int to) {
    ToldValues known = values;
    JsonScanner place = behind;
    if (end > from && known != null && place != null) {
      known.tell(wanted.sink());
      scanner.resume(place);
      return skipNext(place, array, end, to);
    }
    if (lessons < LESSONS) {
      compare(array, from, to);
    }
    return from;
  }

  /** Where the value ends that differs, the scanner always stands in the same way. */
  private int skipNext(JsonScanner place, byte[] array, int from, int to) {
    RepeatedStretch following = next;
    if (following == null || from == to) {
      return from;
    }
    int at = scanner.step(array, from, to);
    return at < to && scanner.isBehindValueAt(place)
        ? following.skip(array, at, following.end(array, at, to), to)
        : at;
  }

  private void compare(byte[] array, int from, int to) {
    int length = Math.min(to - from, LIMIT);
    int difference = Arrays.mismatch(last, 0, lastLength, array, from, from + length);
    if (difference == length) {
      return; // a piece of an event, which would teach less than is known
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
    ToldValues told = new ToldValues();
    Wanted all = new Wanted(wanted.paths(), told, () -> false);
    JsonScanner place = new JsonScanner(all, true);
    place.standAs(scanner);
    int item = place.lastPlace(array, from, to, told::isOver);
    int end = place.rootClosed() ? item : afterName(array, item, to);
    told.clear();
    place.begin(all, true);
    place.standAs(scanner);
    for (int at = from; at < item; ) {
      at = place.step(array, at, to); // a number ends with what follows it
    }
    place.bytes(array, item, end);
    if (end - from >= WORTHWHILE && !told.isOver()) {
      bytes = Arrays.copyOfRange(array, from, end);
      values = told;
      behind = place;
      next = isFirst ? new RepeatedStretch(wanted, scanner, false) : null;
    }
  }

  /** Where the value of an item begins, if that has a name which is there as a whole. */
  private static int afterName(byte[] array, int item, int to) {
    int quote = item < to && array[item] == '"' ? Swar.either(array, item + 1, to, '"', '\\') : to;
    return quote + 1 < to && array[quote] == '"' && array[quote + 1] == ':' ? quote + 2 : item;
  }
}
