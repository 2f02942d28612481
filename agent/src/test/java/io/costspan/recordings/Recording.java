package io.costspan.recordings;

import io.costspan.json.JsonValue;
import io.costspan.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded exchange and what it should come to.
 *
 * @param expected usage, price and kind, see the recordings' own README
 */
public record Recording(String id, JsonValue exchange, JsonValue expected) {

  /** What the recording is good for, such as {@code priced}, {@code free}, {@code skip}. */
  String kind() {
    return expected.need("kind").text();
  }

  boolean isHttp() {
    return text("websocket") == null;
  }

  public int status() {
    String status = text("status");
    return status == null ? 200 : Integer.parseInt(status);
  }

  public @Nullable String text(String member) {
    JsonValue value = exchange.get(member);
    return value == null || value.isNull() ? null : value.isObject() ? "" : value.scalar();
  }

  Headers headers(String member) {
    Map<String, String> fields = fields(member);
    return name -> fields.get(name.toLowerCase(Locale.ROOT));
  }

  /** Headers by lower-case name. */
  public Map<String, String> fields(String member) {
    Map<String, String> headers = new HashMap<>();
    JsonValue pairs = exchange.get(member);
    if (pairs != null && !pairs.isNull()) {
      for (JsonValue pair : pairs.items()) {
        String name = pair.items().get(0).text().toLowerCase(Locale.ROOT);
        headers.putIfAbsent(name, pair.items().get(1).scalar());
      }
    }
    headers.remove("content-encoding");
    return headers;
  }

  public byte[] body(String member) {
    String text = text(member);
    if (text == null) {
      return new byte[0];
    }
    return "base64".equals(text(member + "_encoding"))
        ? Base64.getMimeDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
