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
}
