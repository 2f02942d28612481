package io.costspan.cells;

import io.costspan.condition.Accepted;
import io.costspan.wire.JsonPaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps the slots of one body to the cells that want their values. Immutable once built. */
public final class CellTable {
  public static final int NO_CELL = -1;

  /** Values that name something and recur; any other text may be a prompt, and is never kept. */
  private static final Pattern NAME =
      Pattern.compile("(?:.*[.\\[\\]])?(?:id|model|type|object|status|service_tier|responseId)");

  /** A condition being evaluated: bit {@code bit} of its hold says whether it is met. */
  record Check(Hold hold, int bit, Accepted accepted) {}

  /**
   * Holds back the values of one element until the element ends and its conditions are known.
   *
   * @param number of this hold in the table
   * @param initial bits of the conditions that a missing value meets
   * @param all bits of all conditions
   * @param once whether an element that was shown before does not count
   */
  record Hold(int number, Cell cell, long initial, long all, boolean once) {}

  private static final Cell[] NO_CELLS = {};
  private static final Hold[] NO_HOLDS = {};
  private static final Check[] NO_CHECKS = {};

  /** The cells that want the values of one slot; arrays, because each value of each event asks. */
  static final class Slot {
    Cell[] cells = NO_CELLS;

    /** The indices of those that keep the last value, where most values of events belong. */
    int[] latest = {};

    Hold[] held = NO_HOLDS;

    /** The cells that want the size in tokens rather than the value. */
    Cell[] sized = NO_CELLS;

    Hold[] heldSizes = NO_HOLDS;
    Check[] checks = NO_CHECKS;

    /** Gates whose element begins and ends here. */
    Hold[] elements = NO_HOLDS;

    /** Cells that are cleared when this element begins again. */
    Cell[] renewed = NO_CELLS;

    /** Whether this is the text by which elements are told apart, or such an element. */
    boolean id;

    boolean once;
  }

  private final JsonPaths paths = new JsonPaths();
  private final List<Cell> cells = new ArrayList<>();
  private Slot[] slots = {};
  private Hold[] documentHolds = NO_HOLDS;
  private @Nullable String once;
  private int holds;
  private int event = NO_CELL;
  private int read = NO_CELL;

  /** The cell of the name of a stream's last event, {@link #NO_CELL} if it is not wanted. */
  int event() {
    return event;
  }

  /** The cell of the name of a stream's last event; creates it if there is none yet. */
  public int event(IntSupplier next) {
    event = event == NO_CELL ? next.getAsInt() : event;
    return event;
  }

  /** Sets the cell that receives a value when a document or form field has been read. */
  public void tellWhenRead(int cell) {
    read = cell;
  }

  /** The cell that receives a value then, {@link #NO_CELL} if it is not wanted. */
  int read() {
    return read;
  }

  public JsonPaths paths() {
    return paths;
  }

  Slot slot(int number) {
    return slots[number];
  }

  /** All cells that this body feeds. */
  public List<Cell> cells() {
    return cells;
  }

  /** Forgets what was read of this body. */
  public void clear(@Nullable Object[] values) {
    for (int i = 0; i < cells.size(); i++) {
      values[cells.get(i).index()] = null;
    }
    if (event != NO_CELL) {
      values[event] = null;
    }
  }

  /** Gates whose element is the document. */
  Hold[] documentHolds() {
    return documentHolds;
  }

  int holds() {
    return holds;
  }

  /** Sets the place of the texts by which elements are told apart, before any cell is added. */
  public void tellApart(String id) {
    once = Cell.element(id);
    slotOf(id).id = true;
    slotOf(once).once = true;
  }

  /** Whether elements are told apart. */
  public boolean tellsApart() {
    return once != null;
  }

  private boolean isOnce(String path) {
    return once != null && Cell.element(path).equals(once) && !path.equals(once);
  }

  public void add(Cell cell) {
    cells.add(cell);
    for (String path : cell.paths()) {
      if (cell.conditional() || isOnce(path)) {
        guard(cell, path);
      } else {
        Slot slot = slotOf(cell, path);
        if (cell.merge() == Merge.TOKENS) {
          slot.sized = with(slot.sized, cell);
        } else if (cell.merge() == Merge.LAST) {
          slot.latest = Arrays.copyOf(slot.latest, slot.latest.length + 1);
          slot.latest[slot.latest.length - 1] = cell.index();
        } else {
          slot.cells = with(slot.cells, cell);
        }
      }
    }
  }

  private void guard(Cell cell, String path) {
    String element = Cell.element(path);
    List<Accepted> accepted = List.copyOf(cell.where().values());
    long initial = 0;
    for (int bit = 0; bit < accepted.size(); bit++) {
      initial |= accepted.get(bit).test(null) ? 1L << bit : 0;
    }
    Hold hold = new Hold(holds++, cell, initial, (1L << accepted.size()) - 1, isOnce(path));
    Slot slot = slotOf(cell, path);
    if (cell.merge() == Merge.TOKENS) {
      slot.heldSizes = with(slot.heldSizes, hold);
    } else {
      slot.held = with(slot.held, hold);
    }
    if (element.equals("$")) {
      documentHolds = with(documentHolds, hold);
    } else {
      Slot begins = slotOf(element);
      begins.elements = with(begins.elements, hold);
    }
    int bit = 0;
    for (String key : cell.where().keySet()) {
      Slot checked = slotOf(Cell.below(element, key));
      checked.checks = with(checked.checks, new Check(hold, bit, accepted.get(bit)));
      bit++;
    }
  }

  /** Clears what was read below a location each time it begins. */
  public void renew(String path) {
    Slot place = slotOf(path);
    for (Cell cell : cells) {
      if (cell.merge() != Merge.MAX && cell.paths().stream().anyMatch(p -> isBelow(p, path))) {
        place.renewed = with(place.renewed, cell);
      }
    }
  }

  private static boolean isBelow(String path, String place) {
    return path.startsWith(place + ".") || path.startsWith(place + "[");
  }

  private Slot slotOf(Cell cell, String path) {
    if (cell.merge() == Merge.TOKENS) {
      return slotOf(paths.measure(path));
    }
    return cell.merge().measures() ? slotOf(paths.add(path)) : slotOf(path);
  }

  private Slot slotOf(String path) {
    return slotOf(NAME.matcher(path).matches() ? paths.addRecurring(path) : paths.add(path));
  }

  private Slot slotOf(int number) {
    while (slots.length <= number) {
      slots = with(slots, new Slot());
    }
    return slots[number];
  }

  private static <T> T[] with(T[] some, T another) {
    T[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }
}
