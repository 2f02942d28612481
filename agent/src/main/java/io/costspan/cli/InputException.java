package io.costspan.cli;

/** A file that cannot be used, or not to its end. The message names the file and the place. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }
}
