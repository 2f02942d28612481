package io.costspan.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a stream have in common at their beginning, such as the id and the model. It
 * is scanned once: where an event begins with the same bytes, its values are told again and the
 * scanner goes on behind them. Which bytes recur shows by comparing events.
 */
final class RepeatedHead {
  /** The bytes of an event that are compared. */
  private static final int LIMIT = 512;

  /** Fewer bytes are scanned as quickly as they are compared. */
  private static final int WORTHWHILE = 32;

  /** How often a stream may change its mind. */
  private static final int LESSONS = 8;

  private static final byte[] NOTHING = {};

  private final Wanted wanted;
  private final JsonScanner scanner;
  private byte[] head = NOTHING;
  private @Nullable ToldValues values;
  private @Nullable JsonScanner behind;

  /** The beginning of the last event that did not begin with the head. */
  private byte[] last = NOTHING;

  private int lastLength;
  private int lessons;

  /**
   * @param scanner of the events
   */
  RepeatedHead(Wanted wanted, JsonScanner scanner) {
    this.wanted = wanted;
    this.scanner = scanner;
  }

  /**
   * Takes the head of an event that begins here, if it is the known one.
   *
   * @return the index at which to continue
   */
  int skip(byte[] array, int from, int to) {
    ToldValues known = values;
    JsonScanner place = behind;
    if (known != null && place != null && startsWithHead(array, from, to)) {
      known.tell(wanted.sink());
      scanner.resume(place);
      return from + head.length;
    }
    if (lessons < LESSONS && array[from] == '{') {
      compare(array, from, to);
    }
    return from;
  }

  private boolean startsWithHead(byte[] array, int from, int to) {
    int length = head.length;
    return to - from >= length && Arrays.equals(head, 0, length, array, from, from + length);
  }

  private void compare(byte[] array, int from, int to) {
    int end = Math.min(to, from + LIMIT);
    int difference = Arrays.mismatch(last, 0, lastLength, array, from, end);
    int common = difference < 0 ? lastLength : difference;
    if (common >= WORTHWHILE) {
      lessons++;
      learn(array, from, from + common);
    }
    lastLength = end - from;
    if (last.length < lastLength) {
      last = new byte[lastLength];
    }
    System.arraycopy(array, from, last, 0, lastLength);
  }

  /** Scans twice, because only then it is known where the last item begins. */
  private void learn(byte[] array, int from, int to) {
    ToldValues told = new ToldValues();
    JsonScanner place = new JsonScanner(new Wanted(wanted.paths(), told, () -> false), true);
    int end = afterName(array, place.lastItem(array, from, to, told::isOver), to);
    told.clear();
    place.reset();
    place.bytes(array, from, end);
    if (end - from >= WORTHWHILE && !told.isOver()) {
      head = Arrays.copyOfRange(array, from, end);
      values = told;
      behind = place;
    }
  }

  /** Where the value of an item begins, if that has a name which is there as a whole. */
  private static int afterName(byte[] array, int item, int to) {
    int quote = item < to && array[item] == '"' ? Swar.either(array, item + 1, to, '"', '\\') : to;
    return quote + 1 < to && array[quote] == '"' && array[quote + 1] == ':' ? quote + 2 : item;
  }
}
