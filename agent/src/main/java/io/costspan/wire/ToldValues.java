package io.costspan.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Values of a document, to be told again. */
final class ToldValues implements JsonSink {
  /** A switch over these is quicker than a function for each value. */
  private enum Kind {
    MEASURED_TEXT,
    TEXT,
    NUMBER,
    BOOL,
    NOTHING,
    BEGIN,
    END,
    END_DOCUMENT
  }

  /**
   * @param value of text, number and boolean
   */
  private record Told(Kind kind, int slot, Object value, long codePoints, long utf16Units) {
    void tell(JsonSink sink) {
      switch (kind) {
        case MEASURED_TEXT -> sink.text(slot, (String) value, codePoints, utf16Units);
        case TEXT -> sink.text(slot, (String) value);
        case NUMBER -> sink.number(slot, (BigDecimal) value);
        case BOOL -> sink.bool(slot, (Boolean) value);
        case NOTHING -> sink.nothing(slot);
        case BEGIN -> sink.begin(slot);
        case END -> sink.end(slot);
        case END_DOCUMENT -> sink.endDocument();
      }
    }
  }

  private static final Object NO_VALUE = "";
  private final List<Told> values = new ArrayList<>();
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
      values.get(i).tell(sink);
    }
  }

  private void add(Kind kind, int slot, Object value) {
    values.add(new Told(kind, slot, value, 0, 0));
  }

  @Override
  public void text(int slot, String value, long codePoints, long utf16Units) {
    values.add(new Told(Kind.MEASURED_TEXT, slot, value, codePoints, utf16Units));
  }

  @Override
  public void text(int slot, String value) {
    add(Kind.TEXT, slot, value);
  }

  @Override
  public void number(int slot, BigDecimal value) {
    add(Kind.NUMBER, slot, value);
  }

  @Override
  public void bool(int slot, boolean value) {
    add(Kind.BOOL, slot, value);
  }

  @Override
  public void nothing(int slot) {
    add(Kind.NOTHING, slot, NO_VALUE);
  }

  @Override
  public void begin(int slot) {
    add(Kind.BEGIN, slot, NO_VALUE);
  }

  @Override
  public void end(int slot) {
    add(Kind.END, slot, NO_VALUE);
  }

  @Override
  public void endDocument() {
    add(Kind.END_DOCUMENT, -1, NO_VALUE);
  }

  @Override
  public void tokens(int slot, long thousandths) {
    over = true;
  }
}
