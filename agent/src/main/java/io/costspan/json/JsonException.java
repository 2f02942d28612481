package io.costspan.json;

/** A file is refused. The message names file and line, says what is wrong and how to correct it. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String file, int line, String message) {
    super(file + ", line " + line + ": " + message);
  }
}
