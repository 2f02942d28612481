package io.costspan.json;

import org.jspecify.annotations.Nullable;

/** A file is refused. The message names file and line, says what is wrong and how to correct it. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable JsonValue at;

  JsonException(String file, int line, String message) {
    super(file + ", line " + line + ": " + message);
    at = null;
  }

  JsonException(JsonValue at, String message) {
    super(at.file() + ", line " + at.line() + ": " + message);
    this.at = at;
  }

  /** The value that is wrong, null if the text is not even JSON. */
  @Nullable JsonValue at() {
    return at;
  }
}
