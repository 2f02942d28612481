package io.costspan.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent. */
public final class OwnVersion {
  private static final String TEXT = read();

  private OwnVersion() {}

  /** The version, as the build wrote it into the jar. */
  public static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream in = OwnVersion.class.getResourceAsStream("version.txt")) {
      return in == null
          ? "unknown"
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
