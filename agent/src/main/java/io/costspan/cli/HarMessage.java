package io.costspan.cli;

import io.costspan.wire.Headers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One half of an entry, as the application saw it: an archive contains bodies after content
 * decoding, while its headers still state the encoding on the wire.
 *
 * @param fields headers by lower-case name; the first value of each
 */
record HarMessage(Map<String, String> fields, byte[] body) implements Headers {

  @Override
  public @Nullable String get(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return switch (key) {
      case "content-encoding" -> stillCompressed() ? fields.get(key) : null;
      case "content-length", "transfer-encoding" -> null;
      default -> fields.get(key);
    };
  }

  /** Some recorders keep the bytes as sent; gzip is recognised by its first bytes. */
  private boolean stillCompressed() {
    return body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
  }
}
