package io.costspan.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the wanted members of a JSON document and skips the others. Each method starts at the
 * first token of a value and leaves the parser at its last. A value of an unexpected kind is
 * skipped, because recorders write {@code null} for everything unknown.
 */
final class HarJson {
  /** Reads the current value completely. */
  interface Value {
    void read() throws IOException;
  }

  /** Reads the value of the member with that name completely. */
  interface Member {
    void read(String name) throws IOException;
  }

  private static final BigDecimal LARGEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final JsonParser parser;

  HarJson(JsonParser parser) {
    this.parser = parser;
  }

  void object(Member member) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      skip();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  /** Returns false if the value is no array. */
  boolean array(Value element) throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      skip();
      return false;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
    return true;
  }

  boolean isText() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  /** The current string, or null if the value is none. */
  @Nullable String text() throws IOException {
    if (isText()) {
      return parser.getText();
    }
    skip();
    return null;
  }

  /**
   * The current number without its fraction, or 0 if the value is not a number that fits a long.
   */
  long number() throws IOException {
    if (parser.currentToken().isNumeric()) {
      BigDecimal number = parser.getDecimalValue();
      return number.abs().compareTo(LARGEST_LONG) > 0 ? 0 : number.longValue();
    }
    skip();
    return 0;
  }

  void skip() throws IOException {
    parser.skipChildren();
  }
}
