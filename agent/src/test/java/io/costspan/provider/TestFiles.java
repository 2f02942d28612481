package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Provider files written in a test. */
public final class TestFiles {
  private TestFiles() {}

  /** Single quotes stand for double ones. */
  public static JsonValue file(String name, String json) {
    return asWritten(name, json.replace('\'', '"'));
  }

  public static JsonValue asWritten(String name, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      return JsonValue.parse(name, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
