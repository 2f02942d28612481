package io.costspan.wire;

import io.costspan.tokens.TokenCounter;
import io.costspan.wire.JsonPaths.Node;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted values of JSON documents that arrive in pieces of any size. It walks the tree of
 * wanted paths and skips everything else by counting brackets, so that its state consists of a few
 * fields, a stack as deep as that tree and one {@link JsonText}, whatever the input. Documents
 * follow one another with or without whitespace (NDJSON). A root array none of whose elements are
 * wanted is unwrapped, so that its elements are documents. What is skipped is not checked; UTF-8 is
 * assumed.
 */
final class JsonScanner {
  private enum State {
    VALUE,
    NAME,
    NAME_TEXT,
    COLON,
    TEXT,
    BARE,
    AFTER_VALUE,
    SKIPPED_TEXT,
    SKIPPED_TREE,
    DONE,
    MALFORMED
  }

  private final JsonPaths paths;
  private final Node root;
  private final JsonText text = new JsonText();
  private final JsonSkipper skipper = new JsonSkipper();
  private final @Nullable TokenCounter tokens;
  private final @Nullable Node[] containers;
  private final boolean[] arrays;

  private JsonSink sink;
  private BooleanSupplier enough;
  private boolean many;
  private State state = State.VALUE;
  private int depth;
  private @Nullable Node target;
  private @Nullable Node measured;
  private boolean unwrapping;
  private boolean unwrapped;
  private boolean rootClosed;

  /**
   * @param many whether roots may follow the first; otherwise everything after it is ignored
   */
  JsonScanner(Wanted wanted, boolean many) {
    this.many = many;
    this.paths = wanted.paths();
    this.root = paths.root();
    this.sink = wanted.sink();
    this.enough = wanted.enough();
    this.target = root;
    this.tokens = wanted.paths().measures() ? new TokenCounter() : null;
    this.containers = new Node[wanted.paths().depth() + 2];
    this.arrays = new boolean[wanted.paths().depth() + 2];
  }

  JsonPaths paths() {
    return paths;
  }

  /**
   * Begins another body that wants the same paths.
   *
   * @param many as for the constructor
   */
  void begin(Wanted wanted, boolean many) {
    this.sink = wanted.sink();
    this.enough = wanted.enough();
    this.many = many;
    unwrapped = false;
    rootClosed = false;
    measured = null;
    reset();
  }

  /** Keeps nothing of the body and of the call, until it {@linkplain #begin begins} another. */
  @SuppressWarnings("NullAway") // not used before that
  void forget() {
    sink = null;
    enough = null;
    reset();
    text.forget();
  }

  void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      at = step(array, at, to);
    }
  }

  /** Takes at least one byte. */
  int step(byte[] array, int at, int to) {
    return switch (state) {
      case VALUE -> value(array, at, to);
      case NAME -> name(array, at, to);
      case NAME_TEXT -> nameText(array, at, to);
      case COLON -> colon(array, at, to);
      case TEXT -> text(array, at, to);
      case BARE -> bare(array, at, to);
      case AFTER_VALUE -> afterValue(array, at);
      case SKIPPED_TEXT -> skipText(array, at, to);
      case SKIPPED_TREE -> skipTree(array, at, to);
      case DONE, MALFORMED -> to;
    };
  }

  /**
   * Takes the bytes up to the last place among them, in the first document, where another scanner
   * can {@link #resume}.
   *
   * @param over whether later places do not count
   * @return the index of that place; {@code from} if there is none
   */
  int lastPlace(byte[] array, int from, int to, BooleanSupplier over) {
    int last = from;
    for (int at = from; at < to && !rootClosed && !over.getAsBoolean(); ) {
      at = step(array, at, to);
      last = isBetweenTokens() && !over.getAsBoolean() ? at : last;
    }
    return last;
  }

  private boolean isBetweenTokens() {
    return rootClosed
        || (depth > 0
            && (state == State.NAME || state == State.VALUE || state == State.AFTER_VALUE));
  }

  /** Whether it stands behind a value, within the same containers as the other one. */
  boolean isBehindValueAt(JsonScanner other) {
    return state == State.AFTER_VALUE
        && depth == other.depth
        && Arrays.equals(containers, 0, depth + 1, other.containers, 0, depth + 1)
        && Arrays.equals(arrays, 0, depth + 1, other.arrays, 0, depth + 1);
  }

  /** Stands where another scanner of the same paths does, within no text and no number. */
  void standAs(JsonScanner other) {
    state = other.state;
    depth = other.depth;
    target = other.target;
    System.arraycopy(other.containers, 0, containers, 0, depth + 1);
    System.arraycopy(other.arrays, 0, arrays, 0, depth + 1);
  }

  /** Goes on where another scanner stands, that has seen what was missing of a document. */
  void resume(JsonScanner other) {
    standAs(other);
    if (other.rootClosed) {
      rootClosed = true;
      if (enough.getAsBoolean()) {
        state = State.DONE;
      }
    }
  }

  /** Whether there were bytes that are not JSON; everything after them is ignored. */
  boolean malformed() {
    return state == State.MALFORMED;
  }

  /** Whether the rest is irrelevant and is ignored. */
  boolean done() {
    return state == State.DONE;
  }

  /** Whether a root value was complete. */
  boolean rootClosed() {
    return rootClosed;
  }

  /** Whether a root array was treated as a stream of documents. */
  boolean unwrapped() {
    return unwrapped;
  }

  /**
   * Ends the input, which completes a number at the root.
   *
   * @return false if a value was cut off
   */
  boolean end() {
    if (state == State.BARE && depth == 0) {
      text.end();
      endBare();
    }
    return state == State.DONE || (state == State.VALUE && depth == 0 && !unwrapping);
  }

  /** Discards what is open: the next byte begins another document. */
  void reset() {
    text.clear();
    depth = 0;
    unwrapping = false;
    skipper.clear();
    if (tokens != null) {
      tokens.clear();
    }
    beginDocument();
  }

  private void beginDocument() {
    target = root;
    state = State.VALUE;
  }

  private int value(byte[] array, int at, int to) {
    byte first = array[at];
    switch (first) {
      case '"' -> {
        return slot() >= 0 ? text(array, at + 1, to) : skipText(array, at + 1, to);
      }
      case '{', '[' -> open(first == '[');
      case ']' -> close(true);
      default -> {
        if (JsonBare.has(first)) {
          return bare(array, at, to);
        }
        requireBlank(first);
      }
    }
    return at + 1;
  }

  private void open(boolean array) {
    if (array && depth == 0 && !unwrapping && root.element() == null) {
      unwrapping = true;
      unwrapped = true;
      return;
    }
    Node node = target;
    depth++;
    containers[depth] = node;
    arrays[depth] = array;
    if (node != null && node.slot() >= 0) {
      sink.begin(node.slot());
    }
    if (node != null && (array ? node.element() != null : node.hasMembers())) {
      beginItem();
    } else {
      state = State.SKIPPED_TREE;
      skipper.beginTree();
    }
  }

  /** Begins the first item of an object or array, or the item after a comma. */
  private void beginItem() {
    Node container = containers[depth];
    if (depth == 0) {
      beginDocument();
    } else if (arrays[depth]) {
      target = container == null ? null : container.element();
      state = State.VALUE;
    } else {
      state = State.NAME;
    }
  }

  private void close(boolean array) {
    if (depth == 0) {
      closeUnwrapped(array);
    } else if (arrays[depth] == array) {
      closeContainer();
    } else {
      state = State.MALFORMED;
    }
  }

  private void closeUnwrapped(boolean array) {
    if (array && unwrapping) {
      unwrapping = false;
      closeRoot();
    } else {
      state = State.MALFORMED;
    }
  }

  private void closeContainer() {
    Node node = containers[depth];
    depth--;
    if (node != null && node.slot() >= 0) {
      sink.end(node.slot());
    }
    endValue();
  }

  private void endValue() {
    state = State.AFTER_VALUE;
    if (depth == 0) {
      sink.endDocument();
      if (!unwrapping) {
        closeRoot();
      }
      if (enough.getAsBoolean()) {
        state = State.DONE;
      }
    }
  }

  private void closeRoot() {
    rootClosed = true;
    beginDocument();
    if (!many) {
      state = State.DONE;
    }
  }

  private int afterValue(byte[] array, int at) {
    byte next = array[at];
    switch (next) {
      case ',' -> beginItem();
      case '}' -> close(false);
      case ']' -> close(true);
      default -> requireBlank(next);
    }
    return at + 1;
  }

  private int name(byte[] array, int at, int to) {
    byte next = array[at];
    switch (next) {
      case '"' -> {
        return beginName(array, at + 1, to);
      }
      case '}' -> close(false);
      default -> requireBlank(next);
    }
    return at + 1;
  }

  /** Most names are available in one piece; only others need to be assembled. */
  private int beginName(byte[] array, int from, int to) {
    int end = Swar.either(array, from, to, '"', '\\');
    if (end == to || array[end] == '\\') {
      return nameText(array, from, to);
    }
    endName(array, from, end);
    return end + 1 < to ? colon(array, end + 1, to) : to;
  }

  private int nameText(byte[] array, int from, int to) {
    int at = text.string(array, from, to);
    if (text.closed()) {
      endName(text.array(), text.from(), text.to());
      text.clear();
    } else {
      state = State.NAME_TEXT;
    }
    return at;
  }

  private void endName(byte[] array, int from, int to) {
    Node container = containers[depth];
    target = container == null ? null : container.member(array, from, to - from);
    state = State.COLON;
  }

  private int colon(byte[] array, int at, int to) {
    if (array[at] == ':') {
      state = State.VALUE;
      return at + 1 < to ? value(array, at + 1, to) : to;
    }
    requireBlank(array[at]);
    return at + 1;
  }

  private int text(byte[] array, int from, int to) {
    int at = text.string(array, from, to);
    if (!text.closed()) {
      measure(target, array, from, at);
      state = State.TEXT;
      return at;
    }
    endMeasure(target, array, from, at);
    String value = target == null ? text.toString() : target.text(text);
    long codePoints = text.codePoints();
    long utf16Units = text.utf16Units();
    text.clear();
    sink.text(slot(), value, codePoints, utf16Units);
    endValue();
    return at;
  }

  private int bare(byte[] array, int from, int to) {
    int end = from;
    while (end < to && JsonBare.has(array[end])) {
      end++;
    }
    if (end == to) {
      text.keep(array, from, end);
      state = State.BARE;
    } else {
      text.end(array, from, end);
      endBare();
    }
    return end;
  }

  private void endBare() {
    boolean known = JsonBare.report(text, slot(), sink);
    text.clear();
    if (known) {
      endValue();
    } else {
      state = State.MALFORMED;
    }
  }

  private int skipText(byte[] array, int from, int to) {
    int at = skipper.string(array, from, to);
    if (skipper.inString()) {
      measure(target, array, from, at);
      state = State.SKIPPED_TEXT;
    } else {
      endMeasure(target, array, from, at);
      endValue();
    }
    return at;
  }

  private void measure(@Nullable Node place, byte[] array, int from, int to) {
    if (tokens != null && place != null && place.measure() >= 0) {
      if (place != measured) {
        tokens.clear();
        measured = place;
      }
      tokens.bytes(array, from, to);
    }
  }

  /** The last byte is the closing quote or bracket. */
  private void endMeasure(@Nullable Node place, byte[] array, int from, int to) {
    measure(place, array, from, to - 1);
    if (tokens != null && place != null && place.measure() >= 0) {
      sink.tokens(place.measure(), tokens.take());
    }
  }

  private int skipTree(byte[] array, int from, int to) {
    int at = skipper.tree(array, from, to);
    if (skipper.inTree()) {
      measure(containers[depth], array, from, at);
    } else {
      endMeasure(containers[depth], array, from, at);
      closeContainer();
    }
    return at;
  }

  private int slot() {
    return target == null ? -1 : target.slot();
  }

  private void requireBlank(byte value) {
    boolean byteOrderMark = value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF;
    if (value < 0 ? !(byteOrderMark && depth == 0) : value > ' ') {
      state = State.MALFORMED;
    }
  }
}
