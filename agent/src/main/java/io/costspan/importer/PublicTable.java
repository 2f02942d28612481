package io.costspan.importer;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A price list that somebody publishes, in a format of its own. */
abstract class PublicTable {
  private final String name;
  private final LocalDate date;

  PublicTable(String name, LocalDate date) {
    this.name = name;
    this.date = date;
  }

  /** A table that knows nothing. */
  static PublicTable none() {
    return new PublicTable("none", LocalDate.EPOCH) {};
  }

  /** What rules of recipes call the table. */
  final String name() {
    return name;
  }

  /** The day of the list. */
  final LocalDate date() {
    return date;
  }

  /** Whether the table tells when its prices change, and so that they do not. */
  boolean knowsDays() {
    return false;
  }

  /** Who sells the models, as the table spells them. */
  Set<String> providers() {
    return new TreeSet<>();
  }

  /** Those of the table's providers that the recipe speaks of. */
  List<String> providers(Recipe recipe) {
    return List.of();
  }

  /** Models that say themselves which names they take, in the order in which they are asked. */
  List<GenaiPrices.Model> models(Recipe recipe) {
    return List.of();
  }

  /** Prices by model name. */
  SortedMap<String, Draft> drafts(Recipe recipe) {
    return new TreeMap<>();
  }

  @Override
  public final String toString() {
    return name + " " + date;
  }
}
