package io.costspan.usage;

/** How the transfer of a call ended. */
public enum End {
  /** The reply was seen to its end, or as far as it is relevant. */
  COMPLETE,
  /** The application closed, cancelled or dropped the reply before its end, or exited. */
  CLOSED,
  /** The connection broke during the reply. */
  FAILED,
  /** The request was never sent completely. */
  NOT_SENT,
  /** No response arrived. */
  NO_RESPONSE,
  /** The client answered from its own cache. */
  CACHE_HIT,
  /** The reply is compressed in a way that the agent cannot decode. */
  UNSUPPORTED_ENCODING,
  /** The reply cannot be parsed. */
  MALFORMED,
  /** The agent failed. */
  FAULT
}
