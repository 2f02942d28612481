package io.costspan.usage;

/** How the bytes of a call ended. */
public enum End {
  /** The reply was seen to its end, or as far as it means anything. */
  COMPLETE,
  /** The application closed, cancelled or dropped it before the end, or exited. */
  CLOSED,
  /** The connection broke within the reply. */
  FAILED,
  /** The request never left as a whole. */
  NOT_SENT,
  /** No response arrived. */
  NO_RESPONSE,
  /** The client answered from its own cache. */
  CACHE_HIT,
  /** The reply is compressed in a way that we cannot decode. */
  UNSUPPORTED_ENCODING,
  /** The reply is no text that we understand. */
  MALFORMED,
  /** Our own failure. */
  FAULT
}
