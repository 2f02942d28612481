package io.costspan.wire;

/** Understands a body that comes in pieces of any size, and tells a usage reader of it. */
public interface Framing {
  /** How far a body is understood. */
  enum State {
    /** More may come that matters. */
    OPEN,
    /** The rest of the body means nothing. */
    DONE,
    /** The body ended in the middle. */
    CUT,
    /** The body is not what it claims to be. */
    MALFORMED,
    /** The body is compressed in a way that we do not know. */
    UNDECODABLE
  }

  void bytes(byte[] array, int from, int to);

  /** Understands what was held back, because the rest will not be seen. */
  default void drain() {}

  /** The body is complete. */
  void end();

  State state();

  /** Whether the body is a stream of events. */
  default boolean streaming() {
    return false;
  }

  /** Frees at once what the garbage collector would free late. Nothing may be called after it. */
  default void release() {}
}
