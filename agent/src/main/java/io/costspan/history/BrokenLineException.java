package io.costspan.history;

/** A line that cannot be read; the message says why. */
final class BrokenLineException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenLineException(String message) {
    super(message, null, false, false);
  }
}
