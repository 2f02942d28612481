package io.costspan.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * A body that the application has yet to hand over, or the rest of it. Whoever has to know it
 * decides later: either the call is asked about again, or it goes on as it is.
 */
public final class LaterBody implements HeldBody {
  private final HeldBody begin;
  private final List<Runnable> waiting = new ArrayList<>();

  /** Nothing of it is there yet. */
  public LaterBody() {
    this(HeldBody.UNSEEN);
  }

  /**
   * @param begin what is there of it already
   */
  public LaterBody(HeldBody begin) {
    this.begin = begin;
  }

  @Override
  public boolean show(BodyTap tap) throws Exception {
    begin.show(tap);
    return false;
  }

  /**
   * @param goesOn what to do if the call goes on without having been asked about again
   */
  void await(Runnable goesOn) {
    waiting.add(goesOn);
  }

  /** Whether anybody has to know more of the body. */
  public boolean isWanted() {
    return !waiting.isEmpty();
  }

  /** The call goes on, and nobody has seen its body. */
  public void goesOn() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }
}
