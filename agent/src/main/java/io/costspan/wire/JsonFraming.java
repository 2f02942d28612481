package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/** A body of JSON: one document, several in a row (NDJSON), or an array of them. */
final class JsonFraming implements Framing {
  private final boolean many;

  /** Null once the rest of the body is irrelevant: somebody else may be using it. */
  private @Nullable JsonScanner scanner;

  private boolean unwrapped;
  private State state = State.OPEN;

  /**
   * @param many whether documents may follow the first
   */
  JsonFraming(Wanted wanted, boolean many) {
    this.scanner = wanted.paths().scanner(wanted, many);
    this.many = many;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    JsonScanner open = scanner;
    if (open == null) {
      return;
    }
    open.bytes(array, from, to);
    unwrapped = open.unwrapped();
    if (open.malformed()) {
      close(open, State.MALFORMED);
    } else if (open.done()) {
      close(open, State.DONE);
    }
  }

  @Override
  public void end() {
    JsonScanner open = scanner;
    if (open != null) {
      boolean whole = open.end();
      close(open, whole ? State.DONE : open.malformed() ? State.MALFORMED : State.CUT);
    }
  }

  private void close(JsonScanner open, State end) {
    scanner = null;
    state = end;
    open.paths().leave(open);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public boolean streaming() {
    return many || unwrapped;
  }
}
