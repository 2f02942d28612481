package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/** Chooses how to parse a body. */
public final class Framings {
  private Framings() {}

  public static Framing ofRequest(
      @Nullable String contentType,
      @Nullable String contentEncoding,
      Wanted wanted,
      FormSink form) {
    return ContentCodings.undo(contentEncoding, request(contentType, wanted, form));
  }

  public static Framing ofResponse(Headers headers, Wanted wanted) {
    String contentType = headers.get("Content-Type");
    Framing framing = response(contentType, wanted);
    return ContentCodings.undo(headers.get("Content-Encoding"), framing);
  }

  /**
   * Whether content of that coding is decoded as it passes, so that it may be of any size.
   *
   * @param contentEncoding as in the header
   */
  public static boolean undoes(String contentEncoding) {
    return ContentCodings.areUndoneInPassing(contentEncoding);
  }

  private static Framing response(@Nullable String contentType, Wanted wanted) {
    if (wanted.nothing() || isMedia(contentType)) {
      return Unframed.OPAQUE;
    }
    return MediaType.startsWith(contentType, "application/vnd.amazon.eventstream")
        ? new EventStreamFraming(wanted)
        : new SniffedFraming(contentType, wanted);
  }

  private static Framing request(@Nullable String contentType, Wanted wanted, FormSink form) {
    if (MediaType.startsWith(contentType, "multipart/form-data")) {
      String boundary = MediaType.parameter(contentType, "boundary");
      return boundary == null ? Unframed.OPAQUE : new MultipartFraming(boundary, form);
    }
    if (MediaType.startsWith(contentType, "application/x-www-form-urlencoded")) {
      return new UrlEncodedFraming(form);
    }
    if (wanted.nothing() || isMedia(contentType)) {
      return Unframed.OPAQUE;
    }
    return MediaType.contains(contentType, "xml")
        ? new XmlFraming(form)
        : new SniffedFraming(contentType, wanted);
  }

  private static boolean isMedia(@Nullable String contentType) {
    return MediaType.startsWith(contentType, "audio/")
        || MediaType.startsWith(contentType, "image/")
        || MediaType.startsWith(contentType, "video/");
  }
}
