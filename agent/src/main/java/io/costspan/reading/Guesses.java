package io.costspan.reading;

import io.costspan.cells.CellTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notices when values are used that nobody has seen: what a request leaves out is known only if the
 * request was seen, and a job's result may be all that was.
 */
final class Guesses {
  static final Guesses NONE = new Guesses(CellTable.NO_CELL, false);

  /** Where an assumption says that it was used; none if assumptions are facts. */
  private final int cell;

  /** Whether everything is a guess, because the price depends on one. */
  private final boolean all;

  private Guesses(int cell, boolean all) {
    this.cell = cell;
    this.all = all;
  }

  /** The guesses in a reply to a job of which nothing was seen before. */
  static Guesses of(UsageRules rules, @Nullable Object[] cells) {
    if (!rules.places().assumes()) {
      return NONE;
    }
    Guesses guesses = new Guesses(rules.places().assumed(), false);
    guesses.begin(cells);
    for (Map.Entry<String, Field> attribute : rules.attributes()) {
      attribute.getValue().value(cells);
    }
    return guesses.any(cells) ? new Guesses(guesses.cell, true) : guesses;
  }

  void begin(@Nullable Object[] cells) {
    if (cell != CellTable.NO_CELL) {
      cells[cell] = null;
    }
  }

  /** Whether there was a guess since the beginning. */
  boolean any(@Nullable Object[] cells) {
    return all || (cell != CellTable.NO_CELL && cells[cell] != null);
  }
}
