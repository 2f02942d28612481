package io.costspan.importer;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A published price list, in a format of its own. */
abstract class PublicTable {
  private final String name;
  private final LocalDate date;

  PublicTable(String name, LocalDate date) {
    this.name = name;
    this.date = date;
  }

  /** An empty table. */
  static PublicTable none() {
    return new PublicTable("none", LocalDate.EPOCH) {};
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

  @Override
  public final String toString() {
    return name + " " + date;
  }
}
