package io.costspan.cli;

/** A recording that cannot be read on. The message names the file and the place. */
final class HarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HarException(String message) {
    super(message);
  }
}
