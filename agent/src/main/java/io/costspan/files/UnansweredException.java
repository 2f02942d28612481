package io.costspan.files;

import java.io.IOException;

/** A file did not answer in time. It may answer later. */
public final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnansweredException() {
    super("does not answer");
  }
}
