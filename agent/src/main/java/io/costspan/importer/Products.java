package io.costspan.importer;

import io.costspan.importer.CardMaker.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** Groups the names of one product with one price. */
final class Products {
  private final Recipe recipe;
  private final Map<String, Product> products = new LinkedHashMap<>();

  private Products(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * @param models whose prefixes stand for further names of their products
   */
  static List<Product> of(
      SortedMap<String, History> histories, List<GenaiPrices.Model> models, Recipe recipe) {
    Products products = new Products(recipe);
    histories.forEach(products::add);
    models.forEach(products::addPrefixes);
    return new ArrayList<>(products.products.values());
  }

  private void add(String name, History history) {
    List<Addition> additions = recipe.additions(name);
    String same =
        history.stem() + history.drafts() + additions.stream().map(Addition::line).toList();
    products
        .computeIfAbsent(
            same,
            first -> new Product(history.stem(), new TreeSet<>(), history.drafts(), additions))
        .names()
        .add(name);
  }

  /** Adds a prefix to the product of the name that begins with it, or else to the model's own. */
  private void addPrefixes(GenaiPrices.Model model) {
    List<Product> its =
        products.values().stream().filter(product -> product.stem().equals(model.id())).toList();
    for (String prefix : prefixes(model)) {
      its.stream()
          .max(Comparator.comparing(product -> closeness(product, prefix, model.id())))
          .ifPresent(product -> product.names().add(prefix + "*"));
    }
  }

  private static int closeness(Product product, String prefix, String id) {
    boolean own = product.names().stream().anyMatch(name -> name.startsWith(prefix));
    return (own ? 2 : 0) + (product.names().contains(id) ? 1 : 0);
  }

  /**
   * Prefixes that end inside a word are useless, because the name of a family consists of whole
   * words.
   */
  private static List<String> prefixes(GenaiPrices.Model model) {
    return model.prefixes().stream()
        .filter(prefix -> !prefix.endsWith("@") && !prefix.matches(".*-\\d{4}"))
        .toList();
  }
}
