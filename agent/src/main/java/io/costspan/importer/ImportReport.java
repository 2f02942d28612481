package io.costspan.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an import did not take over, and why: everything that it read and has no use for. */
public final class ImportReport {
  private final Map<Reason, Map<String, SortedSet<String>>> rows = new TreeMap<>();

  /** Why something was left out. */
  public enum Reason {
    /** The format of cards, or the importer, has no words for it. */
    NOT_EXPRESSED,
    /** The table is known to be wrong, or not to speak of a price, there. */
    LEFT_OUT,
    /** All prices of the row are zero, or it has none. */
    NO_PRICE,
    /** Another row has the same name. */
    SAME_NAME,
    /** Nobody is called so on signals, unless by a provider file of the user's; cards are made. */
    UNKNOWN_PROVIDER,
    /** The card that came out would not stand {@code prices check}. */
    REFUSED;

    /** The name for programs. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that was left out.
   *
   * @param what key, shape or reason
   * @param rows names of the rows of the table that have it, never empty
   */
  public record Entry(Reason reason, String what, List<String> rows) {
    private static final int EXAMPLES = 3;

    /** The line that a person reads. */
    @Override
    public String toString() {
      String examples = String.join(", ", rows.subList(0, Math.min(EXAMPLES, rows.size())));
      String more = rows.size() > EXAMPLES ? ", ..." : "";
      return reason.wireName().replace('_', ' ')
          + ": "
          + what
          + " ("
          + rows.size()
          + ": "
          + examples
          + more
          + ")";
    }
  }

  void add(Reason reason, String what, String row) {
    rows.computeIfAbsent(reason, first -> new TreeMap<>())
        .computeIfAbsent(what, first -> new TreeSet<>())
        .add(row);
  }

  /** All that was left out, by reason. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    rows.forEach(
        (reason, whats) ->
            whats.forEach(
                (what, names) -> entries.add(new Entry(reason, what, List.copyOf(names)))));
    return entries;
  }
}
