package io.costspan.owner;

import io.costspan.files.Deadline;
import io.costspan.files.UserFile;
import io.costspan.health.Excerpt;
import io.costspan.health.Log;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Tells API keys apart without keeping them: by their hash, or by what a file calls it. */
final class KeyNames {
  private static final int BYTES = 6;
  private static final long PATIENCE_MILLIS = 500;
  private static final String CREDENTIAL = "Credential=";

  /** In which requests have their keys, if not in {@code Authorization}. */
  private static final List<String> HEADERS =
      List.of("x-api-key", "api-key", "x-goog-api-key", "xi-api-key", "x-key");

  private final Properties names;

  KeyNames(Properties names) {
    this.names = names;
  }

  static KeyNames of(Optional<Path> file) {
    Properties names = new Properties();
    file.ifPresent(path -> read(path, names));
    return new KeyNames(names);
  }

  private static void read(Path file, Properties names) {
    try {
      byte[] content = UserFile.read(file, UserFile.SMALL_LIMIT, Deadline.in(PATIENCE_MILLIS));
      Properties read = new Properties();
      read.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
      read.forEach(
          (hash, name) -> names.put(hash.toString().toLowerCase(Locale.ROOT), name.toString()));
    } catch (IOException | IllegalArgumentException e) {
      Log.warn("option owner.keys: " + file + " cannot be read (" + e + "); keys have no names");
    }
  }

  /** What stands for the key of a request, null if it has none. */
  @Nullable String of(Headers request) {
    String key = key(request);
    if (key == null || key.isEmpty()) {
      return null;
    }
    String hash = hash(key);
    String name = names.getProperty(hash);
    return name == null ? hash : Excerpt.of(name);
  }

  private static @Nullable String key(Headers request) {
    String authorization = request.get("authorization");
    if (authorization != null) {
      return credential(authorization);
    }
    for (String header : HEADERS) {
      String key = request.get(header);
      if (key != null) {
        return key.strip();
      }
    }
    return null;
  }

  /**
   * What follows the scheme; of a signature of AWS, which differs for each request, the key's id.
   */
  private static String credential(String authorization) {
    int id = authorization.indexOf(CREDENTIAL);
    if (id >= 0) {
      int slash = authorization.indexOf('/', id);
      return authorization.substring(
          id + CREDENTIAL.length(), slash < 0 ? authorization.length() : slash);
    }
    String text = authorization.strip();
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  /** The first 12 hex digits of a text's SHA-256. */
  static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
