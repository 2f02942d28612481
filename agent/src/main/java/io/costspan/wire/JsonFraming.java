package io.costspan.wire;

/** A body of JSON: one document, several in a row (NDJSON), or an array of them. */
final class JsonFraming implements Framing {
  private final JsonScanner scanner;
  private final boolean many;
  private State state = State.OPEN;

  /**
   * @param many whether documents may follow the first
   */
  JsonFraming(Wanted wanted, boolean many) {
    this.scanner = new JsonScanner(wanted, many);
    this.many = many;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    scanner.bytes(array, from, to);
    if (scanner.malformed()) {
      state = State.MALFORMED;
    } else if (scanner.done()) {
      state = State.DONE;
    }
  }

  @Override
  public void end() {
    boolean whole = scanner.end();
    if (state == State.OPEN) {
      state = whole ? State.DONE : scanner.malformed() ? State.MALFORMED : State.CUT;
    }
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public boolean streaming() {
    return many || scanner.unwrapped();
  }
}
