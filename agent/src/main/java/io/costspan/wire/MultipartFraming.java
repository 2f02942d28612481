package io.costspan.wire;

import java.nio.charset.StandardCharsets;

/**
 * A body of {@code multipart/form-data}: text fields are read, files are skipped. A carriage return
 * occurs only at the beginning of the delimiter, so a failed match never hides the next one.
 */
final class MultipartFraming implements Framing {
  private enum Part {
    CONTENT,
    DELIMITER_LINE,
    HEADERS
  }

  private final byte[] delimiter;
  private final FormSink form;
  private final PartHeaders headers = new PartHeaders();
  private final PassingText content = new PassingText();
  private Part part = Part.CONTENT;
  private State state = State.OPEN;
  // The first delimiter is not preceded by a line break.
  private int matched = 2;
  private int dashes;
  private long codePoints;

  MultipartFraming(String boundary, FormSink form) {
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.form = form;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to && state == State.OPEN) {
      at =
          switch (part) {
            case CONTENT -> matched == 0 ? content(array, at, to) : delimiter(array, at);
            case DELIMITER_LINE -> delimiterLine(array, at);
            case HEADERS -> headers(array, at, to);
          };
    }
  }

  private int content(byte[] array, int from, int to) {
    int at = Swar.either(array, from, to, '\r', '\r');
    keep(array, from, at);
    matched = at < to ? 1 : 0;
    return at + 1;
  }

  private int delimiter(byte[] array, int at) {
    if (array[at] != delimiter[matched]) {
      keep(delimiter, 0, matched);
      matched = 0;
      return at;
    }
    matched++;
    if (matched == delimiter.length) {
      endPart();
    }
    return at + 1;
  }

  private void keep(byte[] array, int from, int to) {
    if (headers.isTextField()) {
      content.keep(array, from, to);
      codePoints += Swar.codePoints(array, from, to);
    }
  }

  private void endPart() {
    if (headers.isTextField()) {
      content.end();
      form.field(headers.name(), content.toString(), codePoints);
      content.clear();
      codePoints = 0;
    }
    headers.clear();
    matched = 0;
    dashes = 0;
    part = Part.DELIMITER_LINE;
  }

  private int delimiterLine(byte[] array, int at) {
    if (array[at] == '\n') {
      part = Part.HEADERS;
    } else if (array[at] == '-' && ++dashes == 2) {
      state = State.DONE;
    }
    return at + 1;
  }

  private int headers(byte[] array, int from, int to) {
    int at = headers.take(array, from, to);
    if (headers.complete()) {
      part = Part.CONTENT;
    }
    return at;
  }

  @Override
  public void end() {
    state = state == State.OPEN ? State.CUT : state;
  }

  @Override
  public State state() {
    return state;
  }
}
