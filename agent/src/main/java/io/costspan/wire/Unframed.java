package io.costspan.wire;

/**
 * A body that is not parsed.
 *
 * @param state never changes
 */
public record Unframed(State state) implements Framing {
  /** Audio, images, plain text: the relevant values are elsewhere. */
  static final Unframed OPAQUE = new Unframed(State.OPEN);

  static final Unframed UNDECODABLE = new Unframed(State.UNDECODABLE);

  @Override
  public void bytes(byte[] array, int from, int to) {}

  @Override
  public void end() {}
}
