package io.costspan.importer;

import io.costspan.importer.CardMaker.Product;
import io.costspan.importer.ImportReport.Reason;
import io.costspan.importer.PriceImport.Format;
import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes the bundled price files again from the public tables; see {@code docs/price-files.md}. */
public final class ImportPrices {
  private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.json$");

  private final ImportReport report = new ImportReport();
  private final PublicTable genai;
  private final PublicTable litellm;
  private final List<PublicTable> newer;

  private ImportPrices(List<Path> files) throws IOException {
    List<PublicTable> tables = new ArrayList<>();
    for (Path file : files) {
      tables.add(table(file));
    }
    tables.sort(Comparator.comparing(PublicTable::date));
    genai = takeFirst(GenaiPrices.NAME, tables);
    litellm = takeFirst(LitellmPrices.NAME, tables);
    newer = tables;
  }

  /**
   * @param args directory of recipes, directory to write to, tables. The names of tables begin with
   *     their format and end with their date. The first tables of genai-prices and LiteLLM are
   *     merged; all others follow them in chronological order
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 4) {
      System.err.println("usage: ImportPrices RECIPES OUT GENAI_PRICES LITELLM NEWER_TABLE...");
      System.exit(2);
    }
    List<Path> tables = Stream.of(args).skip(2).map(Path::of).toList();
    new ImportPrices(tables).run(Path.of(args[0]), Path.of(args[1]));
  }

  private PublicTable table(Path file) throws IOException {
    String name = file.getFileName().toString();
    for (Format format : Format.values()) {
      if (name.startsWith(format.wireName())) {
        return format.table(read(file), date(file), report);
      }
    }
    throw new IllegalArgumentException(file + ": the name must begin with the format of the table");
  }

  private static PublicTable takeFirst(String name, List<PublicTable> tables) {
    PublicTable first =
        tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    tables.remove(first);
    return first;
  }

  private void run(Path folder, Path out) throws IOException {
    SortedMap<String, Recipe> recipes = Recipes.read(folder);
    SortedMap<String, List<Map<String, Object>>> cards = new TreeMap<>();
    recipes.forEach((provider, recipe) -> cards.put(provider, cards(provider, recipe)));
    recipes.forEach((provider, recipe) -> addLikes(provider, recipe, cards));
    cards.values().removeIf(List::isEmpty);
    for (Map.Entry<String, List<Map<String, Object>>> file : cards.entrySet()) {
      List<String> lines = file.getValue().stream().map(CardWriter::json).toList();
      Files.writeString(out.resolve(file.getKey() + ".json"), CardWriter.file(lines));
    }
    Files.writeString(out.resolve("index.json"), index(cards));
    Files.writeString(out.resolve(Recipes.FILE), Recipes.rules(recipes));
    report.entries().stream()
        .filter(entry -> entry.reason() == Reason.NOT_EXPRESSED)
        .forEach(entry -> System.err.println(entry));
  }

  private List<Map<String, Object>> cards(String provider, Recipe recipe) {
    List<Map<String, Object>> cards = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (JsonValue card : recipe.cards()) {
      taken.addAll(card.textsOf("model"));
      if (card.get("like") == null) {
        cards.add(Recipe.map(card));
      }
    }
    CardMaker maker = new CardMaker("", provider, recipe);
    for (Product product : products(recipe)) {
      product.names().removeAll(taken);
      if (!product.names().isEmpty()) {
        cards.addAll(maker.cards(product));
      }
    }
    recipe.cards().stream()
        .filter(card -> card.get("like") != null)
        .forEach(card -> cards.add(Recipe.map(card)));
    return cards;
  }

  private List<Product> products(Recipe recipe) {
    Merger merger = new Merger(recipe, genai, litellm, report);
    SortedMap<String, History> histories = merger.histories();
    List<GenaiPrices.Model> models = merger.models();
    for (PublicTable table : newer) {
      NewerTable next = new NewerTable(recipe, table, report);
      histories = next.addedTo(histories);
      models = next.models().isEmpty() ? models : next.models();
    }
    return Products.of(histories, models, recipe);
  }

  private LocalDate newest() {
    return newer.isEmpty() ? genai.date() : newer.get(newer.size() - 1).date();
  }

  /**
   * Adds cards of other providers that apply here too; the other provider's file is complete by
   * now.
   */
  private void addLikes(
      String provider, Recipe recipe, Map<String, List<Map<String, Object>>> all) {
    for (JsonValue like : recipe.likes()) {
      Likes.add(provider, like, all, newest());
    }
  }

  private String index(SortedMap<String, List<Map<String, Object>>> cards) {
    return "{\"version\": \""
        + newest()
        + "\", \"providers\": [\n  \""
        + String.join("\",\n  \"", cards.keySet())
        + "\"\n]}\n";
  }

  private static JsonValue read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.getFileName().toString(), in);
    }
  }

  private static LocalDate date(Path file) {
    Matcher date = DATE.matcher(file.toString());
    if (!date.find()) {
      throw new IllegalArgumentException(
          file + ": the name must end with its date, -2026-08-21.json");
    }
    return LocalDate.parse(date.group(1));
  }
}
