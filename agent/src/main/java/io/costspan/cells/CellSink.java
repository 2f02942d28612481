package io.costspan.cells;

import io.costspan.wire.JsonSink;
import io.costspan.wire.Recording;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fills the cells of one body as its values pass by. */
public final class CellSink implements JsonSink {
  private static final @Nullable Object[] NO_VALUES = {};
  private static final long[] NO_BITS = {};

  private final CellTable table;
  private final @Nullable Object[] cells;

  /** The value waiting at each hold, and which of its conditions are met so far. */
  private final @Nullable Object[] waiting;

  private final long[] met;
  private int documents;
  private boolean measured;

  /** Null if all elements count. */
  private @Nullable Elements elements;

  public CellSink(CellTable table, @Nullable Object[] cells) {
    this.table = table;
    this.cells = cells;
    this.waiting = table.holds() == 0 ? NO_VALUES : new Object[table.holds()];
    this.met = table.holds() == 0 ? NO_BITS : new long[table.holds()];
    reset(table.documentHolds());
  }

  /** Begins again, without anything of an earlier body. */
  public void forget() {
    Arrays.fill(waiting, null);
    Arrays.fill(met, 0);
    documents = 0;
    measured = false;
    elements = null;
    reset(table.documentHolds());
  }

  /** The number of complete documents so far. */
  public int documents() {
    return documents;
  }

  /** Of elements that are told apart, only those count that this accepts. */
  public void countOnly(Predicate<String> isNew) {
    elements = new Elements(isNew);
  }

  /** Whether any element did not count. */
  public boolean repeats() {
    return elements != null && elements.repeats();
  }

  /** Reports that something was read, so that missing values are known to be absent. */
  public void read() {
    if (table.read() != CellTable.NO_CELL) {
      cells[table.read()] = Values.PRESENT;
    }
  }

  /** Whether there was any text whose size is wanted. */
  public boolean measured() {
    return measured;
  }

  @Override
  public void text(int slot, String value) {
    text(slot, value, value.codePointCount(0, value.length()), value.length());
  }

  @Override
  public void text(int slot, String value, long codePoints, long utf16Units) {
    if (!value.isEmpty()) {
      take(slot, value, codePoints, utf16Units);
    }
  }

  @Override
  public void number(int slot, BigDecimal value) {
    take(slot, readable(value), 0, 0);
  }

  /** What cannot be a count remains text, so that it is known to be present but unreadable. */
  static Object readable(BigDecimal value) {
    return Values.sane(value) ? value : value.toString();
  }

  @Override
  public void bool(int slot, boolean value) {
    take(slot, value, 0, 0);
  }

  @Override
  public void nothing(int slot) {}

  @Override
  public void begin(int slot) {
    CellTable.Slot place = table.slot(slot);
    for (Cell renewed : place.renewed) {
      cells[renewed.index()] = null;
    }
    if (elements != null && place.once) {
      elements.begin();
    }
    reset(place.elements);
    take(slot, Values.PRESENT, 0, 0);
  }

  @Override
  public void end(int slot) {
    CellTable.Slot place = table.slot(slot);
    settle(place.elements, elements != null && place.once && elements.isRepeated());
  }

  @Override
  public void event(String name) {
    if (table.event() != CellTable.NO_CELL && !name.isEmpty()) {
      cells[table.event()] = name;
    }
  }

  @Override
  public void endDocument() {
    documents++;
    read();
    settle(table.documentHolds(), false);
    reset(table.documentHolds());
  }

  @Override
  public Recording recording() {
    return new CellRecording(table, this);
  }

  private void take(int slot, Object value, long codePoints, long utf16Units) {
    CellTable.Slot place = table.slot(slot);
    if (elements != null && place.id) {
      elements.identify(Values.text(value));
    }
    for (CellTable.Check check : place.checks) {
      judge(check, check.accepted().test(value));
    }
    for (int index : place.latest) {
      write(index, value);
    }
    for (Cell cell : place.cells) {
      join(cells, cell.index(), cell.merge(), cell.lift(value, codePoints, utf16Units));
    }
    for (CellTable.Hold hold : place.held) {
      Cell cell = hold.cell();
      join(waiting, hold.number(), cell.merge(), cell.lift(value, codePoints, utf16Units));
    }
  }

  @Override
  public void tokens(int slot, long thousandths) {
    measured |= thousandths > 0;
    CellTable.Slot place = table.slot(slot);
    for (Cell cell : place.sized) {
      addTokens(cells, cell.index(), thousandths);
    }
    for (CellTable.Hold hold : place.heldSizes) {
      addTokens(waiting, hold.number(), thousandths);
    }
  }

  private static void addTokens(@Nullable Object[] places, int index, long thousandths) {
    if (places[index] instanceof Tokens known) {
      known.add(thousandths);
    } else {
      places[index] = new Tokens(thousandths);
    }
  }

  void judge(CellTable.Check check, boolean accepted) {
    long bit = 1L << check.bit();
    int hold = check.hold().number();
    met[hold] = accepted ? met[hold] | bit : met[hold] & ~bit;
  }

  void write(int index, Object value) {
    if (cells[index] != value) { // a write costs the garbage collector more
      cells[index] = value;
    }
  }

  private static void join(@Nullable Object[] places, int index, Merge merge, Object now) {
    places[index] = merge.join(places[index], now);
  }

  private void reset(CellTable.Hold[] holds) {
    for (CellTable.Hold hold : holds) {
      waiting[hold.number()] = null;
      met[hold.number()] = hold.initial();
    }
  }

  /**
   * @param known whether the element was shown before
   */
  private void settle(CellTable.Hold[] holds, boolean known) {
    for (CellTable.Hold hold : holds) {
      Object value = waiting[hold.number()];
      boolean counts = met[hold.number()] == hold.all() && !(known && hold.once());
      if (value != null && counts) {
        join(cells, hold.cell().index(), hold.cell().merge(), value);
      }
    }
  }
}
