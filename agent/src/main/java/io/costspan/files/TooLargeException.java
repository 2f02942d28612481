package io.costspan.files;

import java.io.IOException;

/** A file holds more than we read of any. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the limit: {@code 16 MiB}. */
  public TooLargeException(String limit) {
    super("more than " + limit);
  }
}
