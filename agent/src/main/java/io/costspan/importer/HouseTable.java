package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table of prices that a provider publishes for itself. */
abstract class HouseTable extends PublicTable {
  private final JsonValue root;

  /**
   * @param name of the provider, here and in LiteLLM's table
   */
  HouseTable(String name, JsonValue root, LocalDate date, ImportReport report) {
    super(name, date, report);
    this.root = root;
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
      addAll(root, drafts);
    }
    return drafts;
  }

  abstract void addAll(JsonValue root, SortedMap<String, Draft> drafts);
}
