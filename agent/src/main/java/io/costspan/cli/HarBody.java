package io.costspan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code postData} of a request or the {@code content} of a response. */
final class HarBody {
  private final List<HarParam> params = new ArrayList<>();
  private @Nullable String mimeType;
  private @Nullable String text;
  private boolean base64;

  void read(HarJson json) throws IOException {
    json.object(
        name -> {
          switch (name) {
            case "mimeType" -> mimeType = json.text();
            case "text" -> text = json.text();
            case "encoding" -> base64 = "base64".equalsIgnoreCase(json.text());
            case "params" -> json.array(() -> params.add(HarParam.read(json)));
            default -> json.skip();
          }
        });
  }

  /** The media type that the recorder states, null if there is none. */
  @Nullable String mimeType() {
    return mimeType;
  }

  /**
   * The bytes of the body. A form that was recorded field by field is reassembled.
   *
   * @throws IllegalArgumentException if the body is not encoded as it says
   */
  byte[] bytes(@Nullable String contentType) {
    if (text == null) {
      return HarForm.bytes(contentType, params);
    }
    return base64 ? decoded(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a body is not the base64 that it claims to be", e);
    }
  }
}
