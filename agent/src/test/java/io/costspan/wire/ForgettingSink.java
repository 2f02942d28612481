package io.costspan.wire;

import java.math.BigDecimal;

/** Keeps nothing, so that what is allocated is the scanner's. */
public class ForgettingSink implements JsonSink {
  @Override
  public void text(int slot, String value) {}

  @Override
  public void number(int slot, BigDecimal value) {}

  @Override
  public void bool(int slot, boolean value) {}

  @Override
  public void nothing(int slot) {}

  @Override
  public void begin(int slot) {}

  @Override
  public void end(int slot) {}

  @Override
  public void endDocument() {}

  @Override
  public Recording recording() {
    return new Forgetting();
  }

  private static final class Forgetting extends ForgettingSink implements Recording {
    private boolean over;

    @Override
    public void replay() {}

    @Override
    public void tokens(int slot, long thousandths) {
      over = true;
    }

    @Override
    public boolean isOver() {
      return over;
    }
  }
}
