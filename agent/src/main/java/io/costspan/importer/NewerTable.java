package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A table that was published after those from which the known prices come. */
final class NewerTable {
  private final Recipe recipe;
  private final PublicTable table;
  private final List<GenaiPrices.Model> models;
  private final SortedMap<String, Draft> drafts;
  private final ImportReport report;

  NewerTable(Recipe recipe, PublicTable table, ImportReport report) {
    this.recipe = recipe;
    this.table = table;
    this.models = table.models(recipe);
    this.drafts = table.drafts(recipe);
    this.report = report;
  }

  List<GenaiPrices.Model> models() {
    return models;
  }

  /** The history of each name, continued by this table. */
  SortedMap<String, History> addedTo(SortedMap<String, History> known) {
    SortedMap<String, History> all = new TreeMap<>();
    for (String name : allNames(known)) {
      History before = known.get(name);
      List<Draft> said = before == null ? said(name) : said(name, before, known);
      if (!said.isEmpty()) {
        all.put(name, before == null ? first(name, said) : with(said, name, before));
      } else if (before != null) {
        all.put(name, before);
      }
    }
    return all;
  }

  private Set<String> allNames(SortedMap<String, History> known) {
    Set<String> names = new TreeSet<>(known.keySet());
    names.addAll(drafts.keySet());
    models.forEach(model -> names.addAll(model.names()));
    return names;
  }

  private History with(List<Draft> said, String name, History before) {
    return before.with(said, table, recipe.since(table.name(), name));
  }

  private History first(String name, List<Draft> said) {
    List<Draft> drafts = new ArrayList<>();
    for (Draft draft : said) {
      Draft own = draft.copy();
      own.origin = Origin.of(table, null);
      drafts.add(own);
    }
    GenaiPrices.Model model = GenaiPrices.find(models, name);
    return new History(model == null ? Merger.undated(name) : model.id(), drafts);
  }

  /** The price of the name, or that of another name of the same product. */
  private List<Draft> said(String name, History before, SortedMap<String, History> known) {
    for (String other : namesOf(name, before)) {
      History its = known.get(other);
      boolean same = its != null && its.drafts().toString().equals(before.drafts().toString());
      List<Draft> said = same ? said(other) : List.of();
      if (!said.isEmpty()) {
        return said;
      }
    }
    return List.of();
  }

  /**
   * The names by which to look up prices. An alias moves from product to product, so only its own
   * name is used; the same applies if the models of a table state which names they match.
   */
  private Set<String> namesOf(String name, History before) {
    Set<String> names = new LinkedHashSet<>(List.of(name));
    if (!table.knowsDays() && !name.endsWith("-latest")) {
      names.add(before.stem());
      names.add(Merger.undated(name));
    }
    return names;
  }

  private List<Draft> said(String name) {
    List<Draft> said = rows(name);
    if (said.stream().noneMatch(draft -> draft.hasPrice() || PublicTable.isFree(name))) {
      return List.of();
    }
    String why = why(name, said.get(0));
    if (why != null) {
      report.add(Reason.LEFT_OUT, why, name);
      return List.of();
    }
    return said;
  }

  private @Nullable String why(String name, Draft draft) {
    String ignored = recipe.whyIgnored(table.name(), name, "", draft::figure);
    return ignored == null && table instanceof GenaiPrices
        ? recipe.whyPreferred(LitellmPrices.NAME, name, draft::figure)
        : ignored;
  }

  private static Draft withoutRedundant(Draft draft) {
    Draft copy = draft.copy();
    copy.removeRedundant();
    return copy;
  }

  private List<Draft> rows(String name) {
    GenaiPrices.Model model = CardMaker.isRegional(name) ? null : GenaiPrices.find(models, name);
    if (model != null) {
      return model.drafts().stream().map(NewerTable::withoutRedundant).toList();
    }
    Draft draft = drafts.get(name);
    return draft == null ? List.of() : List.of(draft);
  }
}
