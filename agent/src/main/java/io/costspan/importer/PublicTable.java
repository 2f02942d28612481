package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A published price list, in a format of its own. */
abstract class PublicTable {
  final ImportReport report;
  private final String name;
  private final LocalDate date;

  /**
   * @param report receives what the table has and cards cannot have
   */
  PublicTable(String name, LocalDate date, ImportReport report) {
    this.name = name;
    this.date = date;
    this.report = report;
  }

  /** An empty table. */
  static PublicTable none() {
    return new PublicTable("none", LocalDate.EPOCH, new ImportReport()) {};
  }

  /** The name of the table in the rules of recipes. */
  final String name() {
    return name;
  }

  /** The date of the list. */
  final LocalDate date() {
    return date;
  }

  /** Whether the table states when prices change, and therefore also that they do not. */
  boolean knowsDays() {
    return false;
  }

  /** The providers that sell the models, as the table spells them. */
  Set<String> providers() {
    return new TreeSet<>();
  }

  /** The providers of the table that the recipe names. */
  List<String> providers(Recipe recipe) {
    return List.of();
  }

  /** Models that state which names they match, in the order in which they are tried. */
  List<GenaiPrices.Model> models(Recipe recipe) {
    return List.of();
  }

  /** Prices by model name. */
  SortedMap<String, Draft> drafts(Recipe recipe) {
    return new TreeMap<>();
  }

  /**
   * Adds one row, or reports that it has an unexpected structure, since the file is not the agent's
   * own.
   */
  final void addRow(String row, Runnable add) {
    try {
      add.run();
    } catch (RuntimeException e) {
      report.add(Reason.NOT_EXPRESSED, "row with an unexpected structure: " + e.getMessage(), row);
    }
  }

  /** Reports the members of a row that are neither prices nor known to be something else. */
  final void reportUnknown(JsonValue row, Predicate<String> facts, String id) {
    row.members().keySet().stream()
        .filter(facts.negate())
        .forEach(member -> report.add(Reason.NOT_EXPRESSED, member, id));
  }

  /** Whether the row has prices that the recipe does not call wrong; reports it if not. */
  final boolean isUsable(String row, String model, Draft draft, Recipe recipe) {
    String why = recipe.whyIgnored(name, model, "", draft::figure);
    if (why != null) {
      report.add(Reason.LEFT_OUT, why, row);
    } else if (!draft.hasPrice() && !isFree(model)) {
      report.add(Reason.NO_PRICE, "all prices are zero or missing", row);
    }
    return why == null && (draft.hasPrice() || isFree(model));
  }

  /** Whether the name says that zero is a price and not the lack of one. */
  static boolean isFree(String model) {
    return model.endsWith(":free");
  }

  @Override
  public final String toString() {
    return name + " " + date;
  }
}
