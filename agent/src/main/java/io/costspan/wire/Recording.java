package io.costspan.wire;

/** Takes note of values without any effect, until it tells a {@link JsonSink} all of them again. */
public interface Recording extends JsonSink {
  /** Tells the same again. */
  void replay();

  /** Whether something came that depends on what was before, so that it cannot be told again. */
  boolean isOver();
}
