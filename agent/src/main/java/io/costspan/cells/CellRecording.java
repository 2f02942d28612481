package io.costspan.cells;

import io.costspan.wire.JsonSink;
import io.costspan.wire.Recording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What values do to the cells, worked out once. Most values of events are written to cells that
 * keep the last one, or meet a condition or not; with any others, all are told again as they were.
 */
final class CellRecording implements Recording {
  /** A value of a cell. */
  private record Write(int cell, Object value) {}

  /** A condition, and whether it is met. */
  private record Judgement(CellTable.Check check, boolean met) {}

  private final CellTable table;
  private final CellSink sink;
  private final List<Consumer<JsonSink>> told = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final List<Judgement> judgements = new ArrayList<>();
  private boolean others;
  private boolean ends;
  private boolean over;

  CellRecording(CellTable table, CellSink sink) {
    this.table = table;
    this.sink = sink;
  }

  @Override
  public void replay() {
    if (others) {
      told.forEach(value -> value.accept(sink));
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      sink.write(write.cell, write.value);
    }
    for (int i = 0; i < judgements.size(); i++) {
      Judgement judgement = judgements.get(i);
      sink.judge(judgement.check, judgement.met);
    }
    if (ends) {
      sink.endDocument();
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void take(int slot, Object value) {
    CellTable.Slot place = table.slot(slot);
    others |= ends || place.id || place.cells.length > 0 || place.held.length > 0;
    for (CellTable.Check check : place.checks) {
      judgements.add(new Judgement(check, check.accepted().test(value)));
    }
    for (int cell : place.latest) {
      writes.add(new Write(cell, value));
    }
  }

  @Override
  public void text(int slot, String value, long codePoints, long utf16Units) {
    told.add(to -> to.text(slot, value, codePoints, utf16Units));
    if (!value.isEmpty()) {
      take(slot, value);
    }
  }

  @Override
  public void text(int slot, String value) {
    text(slot, value, value.codePointCount(0, value.length()), value.length());
  }

  @Override
  public void number(int slot, BigDecimal value) {
    told.add(to -> to.number(slot, value));
    take(slot, CellSink.readable(value));
  }

  @Override
  public void bool(int slot, boolean value) {
    told.add(to -> to.bool(slot, value));
    take(slot, value);
  }

  @Override
  public void nothing(int slot) {}

  @Override
  public void begin(int slot) {
    told.add(to -> to.begin(slot));
    CellTable.Slot place = table.slot(slot);
    others |= place.once || place.elements.length > 0 || place.renewed.length > 0;
    take(slot, Values.PRESENT);
  }

  @Override
  public void end(int slot) {
    told.add(to -> to.end(slot));
    others |= table.slot(slot).elements.length > 0;
  }

  @Override
  public void tokens(int slot, long thousandths) {
    over = true;
  }

  @Override
  public void endDocument() {
    told.add(JsonSink::endDocument);
    others |= ends;
    ends = true;
  }
}
