package io.costspan.files;

import java.io.IOException;

/** A file exceeds the size up to which the agent reads files. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the limit, such as {@code 16 MiB}. */
  public TooLargeException(String limit) {
    super("more than " + limit);
  }
}
