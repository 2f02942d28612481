package io.costspan.wire;

/**
 * A body whose bytes say nothing to us.
 *
 * @param state never changes
 */
public record Unframed(State state) implements Framing {
  /** Audio, images, plain text: what matters stands elsewhere. */
  static final Unframed OPAQUE = new Unframed(State.OPEN);

  static final Unframed UNDECODABLE = new Unframed(State.UNDECODABLE);

  @Override
  public void bytes(byte[] array, int from, int to) {}

  @Override
  public void end() {}
}
