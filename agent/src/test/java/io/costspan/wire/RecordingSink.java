package io.costspan.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what it is told: {@code 0=text}, {@code 1=#2.50}, {@code 2{}, {@code 2}}, {@code .};
 * of a cut text also its length; {@code 3~950} for a size in thousandths of tokens.
 */
public class RecordingSink implements JsonSink {
  private final List<String> calls = new ArrayList<>();
  private int replays;

  public List<String> calls() {
    return calls;
  }

  @Override
  public void text(int slot, String value) {
    calls.add(slot + "=" + value);
  }

  @Override
  public void text(int slot, String value, long codePoints, long utf16Units) {
    boolean cut = codePoints != value.codePointCount(0, value.length());
    text(slot, cut ? value + "... " + codePoints + "/" + utf16Units : value);
  }

  @Override
  public void number(int slot, BigDecimal value) {
    calls.add(slot + "=#" + value);
  }

  @Override
  public void bool(int slot, boolean value) {
    calls.add(slot + "=" + (value ? "yes" : "no"));
  }

  @Override
  public void nothing(int slot) {
    calls.add(slot + "=null");
  }

  @Override
  public void begin(int slot) {
    calls.add(slot + "{");
  }

  @Override
  public void end(int slot) {
    calls.add(slot + "}");
  }

  @Override
  public void tokens(int slot, long thousandths) {
    calls.add(slot + "~" + thousandths);
  }

  @Override
  public void event(String name) {
    calls.add("event " + name);
  }

  @Override
  public void endDocument() {
    calls.add(".");
  }

  /** How often values were told again rather than read. */
  public int replays() {
    return replays;
  }

  @Override
  public Recording recording() {
    return new Again();
  }

  private final class Again extends RecordingSink implements Recording {
    @Override
    public void replay() {
      RecordingSink.this.replays++;
      RecordingSink.this.calls.addAll(calls());
    }

    @Override
    public boolean isOver() {
      return calls().stream().anyMatch(call -> call.contains("~"));
    }

    @Override
    public Recording recording() {
      return this;
    }
  }
}
