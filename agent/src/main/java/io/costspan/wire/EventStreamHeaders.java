package io.costspan.wire;

import java.nio.charset.StandardCharsets;

/**
 * The headers of one event stream frame, of which only the event's name is kept. Each consists of a
 * name preceded by its length in one byte, a type, and a value whose length follows from the type.
 */
final class EventStreamHeaders {
  private enum Part {
    NAME_LENGTH,
    NAME,
    TYPE,
    VALUE_LENGTH,
    VALUE
  }

  private static final byte[] EVENT_TYPE = ":event-type".getBytes(StandardCharsets.US_ASCII);
  private static final int STRING = 7;

  private final PassingText name = new PassingText();
  private final PassingText eventType = new PassingText();
  private Part part = Part.NAME_LENGTH;
  private int remaining;
  private int lengthBytes;
  private boolean isEventType;
  private boolean named;
  private boolean malformed;

  void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to && !malformed) {
      at =
          switch (part) {
            case NAME_LENGTH, TYPE, VALUE_LENGTH -> number(array[at] & 0xFF, at);
            case NAME, VALUE -> text(array, at, to);
          };
    }
  }

  private int number(int value, int at) {
    switch (part) {
      case NAME_LENGTH -> begin(Part.NAME, value);
      case TYPE -> beginValue(value);
      default -> {
        remaining = remaining << 8 | value;
        if (--lengthBytes == 0) {
          begin(Part.VALUE, remaining);
        }
      }
    }
    return at + 1;
  }

  private void begin(Part next, int length) {
    part = next;
    remaining = length;
    if (length == 0) {
      endText();
    }
  }

  private void beginValue(int type) {
    isEventType = type == STRING && name.is(EVENT_TYPE);
    name.clear();
    switch (type) {
      case 0, 1 -> begin(Part.VALUE, 0);
      case 2 -> begin(Part.VALUE, 1);
      case 3 -> begin(Part.VALUE, 2);
      case 4 -> begin(Part.VALUE, 4);
      case 5, 8 -> begin(Part.VALUE, 8);
      case 6, STRING -> {
        part = Part.VALUE_LENGTH;
        remaining = 0;
        lengthBytes = 2;
      }
      case 9 -> begin(Part.VALUE, 16);
      default -> malformed = true;
    }
  }

  private int text(byte[] array, int from, int to) {
    int end = from + Math.min(to - from, remaining);
    if (part == Part.NAME) {
      name.keep(array, from, end);
    } else if (isEventType) {
      eventType.keep(array, from, end);
    }
    remaining -= end - from;
    if (remaining == 0) {
      endText();
    }
    return end;
  }

  private void endText() {
    if (part == Part.NAME) {
      name.end();
      part = Part.TYPE;
      return;
    }
    if (isEventType) {
      eventType.end();
      named = true;
      isEventType = false;
    }
    part = Part.NAME_LENGTH;
  }

  /**
   * Ends the headers.
   *
   * @return false if they are incomplete or make no sense
   */
  boolean end() {
    return !malformed && part == Part.NAME_LENGTH;
  }

  /** Whether the event has a name. */
  boolean named() {
    return named;
  }

  PassingText eventType() {
    return eventType;
  }

  void clear() {
    eventType.clear();
    named = false;
  }
}
