package io.costspan.json;

/** A file that is refused. The message names file, line, what is wrong and how to mend it. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String file, int line, String message) {
    super(file + ", line " + line + ": " + message);
  }
}
