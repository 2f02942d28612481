package io.costspan.wire;

/** Parses a body that arrives in pieces of any size, and reports its values to a usage reader. */
public interface Framing {
  /** How far a body has been parsed. */
  enum State {
    /** More relevant data may follow. */
    OPEN,
    /** The rest of the body is irrelevant. */
    DONE,
    /** The body ended in the middle. */
    CUT,
    /** The body does not have the format that it claims to have. */
    MALFORMED,
    /** The body is compressed in a way that the agent does not support. */
    UNDECODABLE
  }

  void bytes(byte[] array, int from, int to);

  /** Parses what was held back, because the rest will not be seen. */
  default void drain() {}

  /** Ends the body. */
  void end();

  State state();

  /** Whether the body is a stream of events. */
  default boolean streaming() {
    return false;
  }

  /**
   * Frees resources at once that the garbage collector would free late. No other method may be
   * called afterwards.
   */
  default void release() {}
}
