package io.costspan.exchange;

import io.costspan.usage.JsonPaths;
import io.costspan.usage.JsonSink;
import org.jspecify.annotations.Nullable;

/** Chooses how to understand a body. */
final class Framings {
  private Framings() {}

  static Framing ofRequest(
      @Nullable String contentType,
      @Nullable String contentEncoding,
      JsonPaths paths,
      JsonSink sink,
      FormSink form) {
    return ContentCodings.undo(contentEncoding, request(contentType, paths, sink, form));
  }

  static Framing ofResponse(Headers headers, JsonPaths paths, JsonSink sink) {
    String contentType = headers.get("Content-Type");
    Framing framing =
        paths.size() == 0 || isMedia(contentType)
            ? Unframed.OPAQUE
            : new SniffedFraming(contentType, paths, sink);
    return ContentCodings.undo(headers.get("Content-Encoding"), framing);
  }

  private static Framing request(
      @Nullable String contentType, JsonPaths paths, JsonSink sink, FormSink form) {
    if (MediaType.startsWith(contentType, "multipart/form-data")) {
      String boundary = MediaType.parameter(contentType, "boundary");
      return boundary == null ? Unframed.OPAQUE : new MultipartFraming(boundary, form);
    }
    if (MediaType.startsWith(contentType, "application/x-www-form-urlencoded")) {
      return new UrlEncodedFraming(form);
    }
    return paths.size() == 0 || isMedia(contentType)
        ? Unframed.OPAQUE
        : new SniffedFraming(contentType, paths, sink);
  }

  private static boolean isMedia(@Nullable String contentType) {
    return MediaType.startsWith(contentType, "audio/")
        || MediaType.startsWith(contentType, "image/")
        || MediaType.startsWith(contentType, "video/");
  }
}
