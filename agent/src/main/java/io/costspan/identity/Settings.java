package io.costspan.identity;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Finds one setting in a file of the application. */
final class Settings {
  private Settings() {}

  /** The value in a {@code .properties} file, or null if it is not there. */
  static @Nullable String inProperties(byte @Nullable [] content, String name) {
    if (content == null) {
      return null;
    }
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text(content)));
      return properties.getProperty(name);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The value in a YAML file, or null if it is not there. */
  static @Nullable String inYaml(byte @Nullable [] content, String name) {
    return content == null ? null : Yaml.text(text(content), name);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
