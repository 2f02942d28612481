package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/**
 * A body that is JSON or an event stream, whatever its content type says: the first byte that is
 * neither whitespace nor part of a byte order mark decides.
 */
final class SniffedFraming implements Framing {
  /** Begins each document of {@code application/json-seq} (RFC 7464). */
  private static final byte RECORD_SEPARATOR = 0x1E;

  private final @Nullable String contentType;
  private final Wanted wanted;
  private @Nullable Framing framing;

  SniffedFraming(@Nullable String contentType, Wanted wanted) {
    this.contentType = contentType;
    this.wanted = wanted;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    Framing known = framing;
    int at = from;
    while (known == null && at < to) {
      if (isBlank(array[at])) {
        at++;
      } else {
        known = choose(array[at]);
        framing = known;
      }
    }
    if (known != null) {
      known.bytes(array, at, to);
    }
  }

  private Framing choose(byte first) {
    boolean declaredStream = MediaType.startsWith(contentType, "text/event-stream");
    return switch (first) {
      case '{', '[' -> json(declaredStream || declaresMany());
      // The initial letters of the fields data, event, id and retry; a colon begins a comment.
      case 'd', 'e', 'i', 'r', ':' -> new SseFraming(wanted);
      default -> {
        if (declaredStream) {
          yield new SseFraming(wanted);
        }
        yield MediaType.contains(contentType, "json") ? json(declaresMany()) : Unframed.OPAQUE;
      }
    };
  }

  private Framing json(boolean many) {
    return new JsonFraming(wanted, many);
  }

  private boolean declaresMany() {
    return wanted.lines()
        || (!MediaType.isJson(contentType)
            && (MediaType.contains(contentType, "ndjson")
                || MediaType.contains(contentType, "jsonl")
                || MediaType.contains(contentType, "json-seq")
                || MediaType.contains(contentType, "stream+json")));
  }

  private static boolean isBlank(byte value) {
    return value == ' '
        || (value >= '\t' && value <= '\r')
        || value == RECORD_SEPARATOR
        || value == (byte) 0xEF
        || value == (byte) 0xBB
        || value == (byte) 0xBF;
  }

  @Override
  public void drain() {
    if (framing != null) {
      framing.drain();
    }
  }

  @Override
  public void end() {
    if (framing != null) {
      framing.end();
    }
  }

  @Override
  public State state() {
    return framing == null ? State.OPEN : framing.state();
  }

  @Override
  public boolean streaming() {
    return framing != null && framing.streaming();
  }
}
