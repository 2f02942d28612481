package io.costspan.importer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a price comes from, for the words of a card that state it. */
record Origin(String source, LocalDate checked, String confidence, @Nullable String note) {

  /** A price that one table states and no other confirms. */
  static Origin of(PublicTable table, @Nullable String note) {
    return new Origin(table.toString(), table.date(), "derived", note);
  }

  /** The same price, confirmed by another table or a newer edition of the same one. */
  Origin confirmedBy(PublicTable newer) {
    List<String> sources = new ArrayList<>(List.of(source.split(", ")));
    boolean edition = sources.removeIf(table -> table.startsWith(newer.name() + " "));
    sources.add(newer.toString());
    return new Origin(
        String.join(", ", sources),
        newer.date(),
        note == null && !edition ? "listed" : confidence,
        note);
  }
}
