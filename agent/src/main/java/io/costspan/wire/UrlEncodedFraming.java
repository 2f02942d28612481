package io.costspan.wire;

/** A body of {@code application/x-www-form-urlencoded}. */
final class UrlEncodedFraming implements Framing {
  private final FormSink form;
  private final EscapedText name = new EscapedText();
  private final EscapedText value = new EscapedText();
  private boolean inValue;
  private State state = State.OPEN;

  UrlEncodedFraming(FormSink form) {
    this.form = form;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      at = inValue ? value(array, at, to) : name(array, at, to);
    }
  }

  private int name(byte[] array, int from, int to) {
    int at = Swar.either(array, from, to, '=', '&');
    name.keep(array, from, at);
    if (at < to && array[at] == '=') {
      inValue = true;
    } else if (at < to) {
      endField();
    }
    return at + 1;
  }

  private int value(byte[] array, int from, int to) {
    int at = Swar.either(array, from, to, '&', '&');
    value.keep(array, from, at);
    if (at < to) {
      endField();
    }
    return at + 1;
  }

  private void endField() {
    if (!name.isEmpty()) {
      report();
    }
    name.clear();
    value.clear();
    inValue = false;
  }

  private void report() {
    try {
      form.field(name.decoded(), value.decoded(), value.codePoints());
    } catch (IllegalArgumentException broken) {
      state = State.MALFORMED;
    }
  }

  @Override
  public void end() {
    endField();
    state = state == State.OPEN ? State.DONE : state;
  }

  @Override
  public State state() {
    return state;
  }
}
