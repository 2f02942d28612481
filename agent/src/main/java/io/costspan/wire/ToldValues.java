package io.costspan.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The values at the beginning of a document, to be told again. */
final class ToldValues implements JsonSink {
  private final List<Consumer<JsonSink>> values = new ArrayList<>();
  private boolean over;

  /**
   * Whether something came that cannot be told again: what is measured depends on the text before.
   */
  boolean isOver() {
    return over;
  }

  void clear() {
    values.clear();
    over = false;
  }

  /** Tells the same again. */
  void tell(JsonSink sink) {
    for (int i = 0; i < values.size(); i++) {
      values.get(i).accept(sink);
    }
  }

  @Override
  public void text(int slot, String value, long codePoints, long utf16Units) {
    values.add(sink -> sink.text(slot, value, codePoints, utf16Units));
  }

  @Override
  public void text(int slot, String value) {
    values.add(sink -> sink.text(slot, value));
  }

  @Override
  public void number(int slot, BigDecimal value) {
    values.add(sink -> sink.number(slot, value));
  }

  @Override
  public void bool(int slot, boolean value) {
    values.add(sink -> sink.bool(slot, value));
  }

  @Override
  public void nothing(int slot) {
    values.add(sink -> sink.nothing(slot));
  }

  @Override
  public void begin(int slot) {
    values.add(sink -> sink.begin(slot));
  }

  @Override
  public void end(int slot) {
    values.add(sink -> sink.end(slot));
  }

  @Override
  public void tokens(int slot, long thousandths) {
    over = true;
  }

  @Override
  public void endDocument() {
    over = true;
  }
}
