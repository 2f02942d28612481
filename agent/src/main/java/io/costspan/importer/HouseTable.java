package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A table of prices that a provider publishes for itself. */
abstract class HouseTable extends PublicTable {
  private final ImportReport report;

  /**
   * @param name of the provider, here and in LiteLLM's table
   */
  HouseTable(String name, LocalDate date, ImportReport report) {
    super(name, date);
    this.report = report;
  }

  @Override
  final List<String> providers(Recipe recipe) {
    return recipe.litellm().contains(name()) ? List.of(name()) : List.of();
  }

  @Override
  final Set<String> providers() {
    return Set.of(name());
  }

  @Override
  final SortedMap<String, Draft> drafts(Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    if (!providers(recipe).isEmpty()) {
      addAll(drafts);
    }
    return drafts;
  }

  abstract void addAll(SortedMap<String, Draft> drafts);

  /**
   * Adds one row, or reports that it has an unexpected structure, since the file is not the agent's
   * own.
   */
  final void addRow(String id, Runnable add) {
    try {
      add.run();
    } catch (RuntimeException e) {
      report.add(Reason.NOT_EXPRESSED, "row with an unexpected structure: " + e.getMessage(), id);
    }
  }

  /** Reports the members of a row that are neither prices nor known to be something else. */
  final void reportUnknown(JsonValue row, Predicate<String> facts, String id) {
    row.members().keySet().stream()
        .filter(facts.negate())
        .forEach(member -> report.add(Reason.NOT_EXPRESSED, member, id));
  }
}
