package io.costspan.wire;

import java.nio.charset.StandardCharsets;

/**
 * The events of one stream. Data that is not JSON is ignored; {@code [DONE]} ends the stream, as
 * defined by OpenAI.
 */
final class StreamEvents {
  private static final byte[] NEW_LINE = {'\n'};
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final JsonScanner scanner;
  private final JsonSink sink;
  private final RepeatedEvents repeated;
  private Framing.State state = Framing.State.OPEN;
  private boolean anyData;
  private boolean begins;
  private boolean maybeDone;
  private int doneLength;
  private boolean anyMalformed;
  private String lastName = "";
  private byte[] lastNameBytes = {};

  StreamEvents(Wanted wanted) {
    this.scanner = new JsonScanner(wanted, true);
    this.sink = wanted.sink();
    this.repeated = new RepeatedEvents(wanted, scanner);
  }

  Framing.State state() {
    return state;
  }

  /** The event's name; streams repeat a few names, so the last one is reused. */
  void name(PassingText name) {
    if (!name.is(lastNameBytes)) {
      lastName = name.toString();
      lastNameBytes = lastName.getBytes(StandardCharsets.UTF_8);
    }
    sink.event(lastName);
  }

  /** Begins a line of data. */
  void beginLine() {
    if (anyData) {
      data(NEW_LINE, 0, 1);
    } else {
      anyData = true;
      begins = true;
      maybeDone = true;
      doneLength = 0;
    }
  }

  /**
   * Takes a line of data, or what there is of it.
   *
   * @return the index of the byte that ends the line, or {@code to}
   */
  int line(byte[] array, int from, int to) {
    int known = skipKnown(array, from, to);
    int end = Swar.lineEnd(array, known, to);
    rest(array, known, end);
    return end;
  }

  /** Takes data that no byte ends. */
  void data(byte[] array, int from, int to) {
    rest(array, skipKnown(array, from, to), to);
  }

  private int skipKnown(byte[] array, int from, int to) {
    if (begins && from < to && array[from] == '{') {
      begins = false;
      maybeDone = false;
      repeated.begin();
    }
    return repeated.skip(array, from, to);
  }

  private void rest(byte[] array, int from, int to) {
    int at = maybeDone ? matchDone(array, from, to) : from;
    if (!maybeDone) {
      if (at < to) {
        repeated.learn(array, at, to);
      }
      scan(array, at, to);
    }
  }

  private int matchDone(byte[] array, int from, int to) {
    int at = from;
    while (at < to && doneLength < DONE.length && array[at] == DONE[doneLength]) {
      at++;
      doneLength++;
    }
    begins &= from == to;
    if (doneLength == DONE.length) {
      state = Framing.State.DONE;
    } else if (at < to) {
      notDone();
    }
    return at;
  }

  private void notDone() {
    maybeDone = false;
    scan(DONE, 0, doneLength);
  }

  private void scan(byte[] array, int from, int to) {
    scanner.bytes(array, from, to);
    if (scanner.done()) {
      state = Framing.State.DONE;
    }
  }

  /**
   * Ends the event.
   *
   * @return whether its data was complete, too
   */
  boolean dispatch() {
    if (!anyData || state == Framing.State.DONE) {
      return true;
    }
    if (maybeDone) {
      notDone();
    }
    anyData = false;
    repeated.end();
    boolean whole = scanner.end();
    if (!whole) {
      anyMalformed |= scanner.malformed();
      sink.endDocument();
    }
    scanner.reset();
    return whole;
  }

  /** Scans what was held back, because the rest of the event will not be seen. */
  void drain() {
    repeated.end();
  }

  /** Ends the stream. */
  void end() {
    boolean whole = dispatch();
    if (anyMalformed && !scanner.rootClosed()) {
      state = Framing.State.MALFORMED;
    } else {
      state = whole ? Framing.State.DONE : Framing.State.CUT;
    }
  }
}
