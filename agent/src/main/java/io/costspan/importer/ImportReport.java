package io.costspan.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an import did not take over, and why: everything that it has read but cannot use. */
public final class ImportReport {
  private final Map<Reason, Map<String, SortedSet<String>>> rows = new TreeMap<>();

  /** Why something was left out. */
  public enum Reason {
    /** The format of cards, or the importer, cannot express it. */
    NOT_EXPRESSED,
    /** The table is known to be wrong there, or not to contain a price. */
    LEFT_OUT,
    /** All prices of the row are zero, or it has none. */
    NO_PRICE,
    /** Another row has the same name. */
    SAME_NAME,
    /**
     * No provider has that name on signals, unless a provider file of the user says so. Cards are
     * made anyway.
     */
    UNKNOWN_PROVIDER,
    /** The resulting card would not pass {@code prices check}. */
    REFUSED;

    /** The name for programs. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that was left out.
   *
   * @param what key, structure or reason
   * @param rows names of the affected rows of the table, never empty
   */
  public record Entry(Reason reason, String what, List<String> rows) {
    private static final int EXAMPLES = 3;

    /** The entry as a line of text for people. */
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

  /** Everything that was left out, by reason. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    rows.forEach(
        (reason, whats) ->
            whats.forEach(
                (what, names) -> entries.add(new Entry(reason, what, List.copyOf(names)))));
    return entries;
  }
}
