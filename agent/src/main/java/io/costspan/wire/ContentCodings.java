package io.costspan.wire;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes the codings that {@code Content-Encoding} names. */
final class ContentCodings {
  /** More codings than this make no sense, except to waste the agent's time. */
  private static final int LIMIT = 3;

  private static final Set<String> IN_PASSING =
      Set.of("", "identity", "none", "gzip", "x-gzip", "deflate");

  private ContentCodings() {}

  /**
   * A framing of the encoded bytes.
   *
   * @param encodings as in the header, in the order in which they were applied; null if there are
   *     none
   */
  static Framing undo(@Nullable String encodings, Framing framing) {
    if (encodings == null || encodings.isBlank()) {
      return framing;
    }
    String[] codings = encodings.toLowerCase(Locale.ROOT).split(",", LIMIT + 1);
    if (codings.length > LIMIT) {
      return Unframed.UNDECODABLE;
    }
    Unfolding unfolding = new Unfolding(framing);
    Framing outermost = unfolding;
    for (String coding : codings) {
      outermost = undoOne(coding.strip(), outermost);
    }
    if (outermost instanceof DecodedFraming folded) {
      unfolding.from(folded::receivedBytes);
    }
    return outermost == unfolding ? framing : outermost;
  }

  /** Whether none of them has to be held until the body ends, or cannot be undone at all. */
  static boolean areUndoneInPassing(String encodings) {
    for (String coding : encodings.toLowerCase(Locale.ROOT).split(",", LIMIT + 1)) {
      if (!IN_PASSING.contains(coding.strip())) {
        return false;
      }
    }
    return true;
  }

  private static Framing undoOne(String coding, Framing framing) {
    return switch (coding) {
      // "none" is not a coding, but servers send it to keep proxies from compressing a stream.
      case "", "identity", "none" -> framing;
      case "gzip", "x-gzip" -> new GzipFraming(framing);
      case "deflate" -> new DeflateFraming(framing);
      case "br" -> new BrotliFraming(framing);
      default -> {
        framing.release();
        yield Unframed.UNDECODABLE;
      }
    };
  }
}
