package io.costspan.ratecard.importer;

import io.costspan.json.JsonValue;
import io.costspan.ratecard.importer.CardMaker.Product;
import io.costspan.ratecard.importer.Merger.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes the bundled price files anew from the public tables; {@code docs/price-files.md}. */
public final class ImportPrices {
  private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.json$");

  private final Table genaiTable;
  private final Table litellmTable;
  private final Map<String, List<GenaiPrices.Model>> genai;
  private final JsonValue litellm;

  private ImportPrices(Path genai, Path litellm) throws IOException {
    this.genaiTable = new Table("genai-prices", date(genai));
    this.litellmTable = new Table("litellm", date(litellm));
    this.genai = GenaiPrices.read(read(genai));
    this.litellm = read(litellm);
  }

  /**
   * @param args genai-prices file, LiteLLM file (both names end with their date), directory of
   *     recipes, directory to write to
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      System.err.println("usage: ImportPrices GENAI_PRICES LITELLM RECIPES OUT");
      System.exit(2);
    }
    new ImportPrices(Path.of(args[0]), Path.of(args[1])).run(Path.of(args[2]), Path.of(args[3]));
  }

  private void run(Path recipes, Path out) throws IOException {
    SortedMap<String, List<Map<String, Object>>> cards = new TreeMap<>();
    SortedMap<String, Recipe> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(recipes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        String provider = file.getFileName().toString().replace(".json", "");
        Recipe recipe = new Recipe(read(file));
        all.put(provider, recipe);
        cards.put(provider, cards(provider, recipe));
      }
    }
    all.forEach((provider, recipe) -> addLikes(provider, recipe, cards));
    for (Map.Entry<String, List<Map<String, Object>>> file : cards.entrySet()) {
      Files.writeString(out.resolve(file.getKey() + ".json"), CardWriter.file(file.getValue()));
    }
    Files.writeString(out.resolve("index.json"), index(cards.keySet()));
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
    CardMaker maker = new CardMaker(provider, recipe);
    List<GenaiPrices.Model> models =
        recipe.genai().stream().flatMap(id -> genai.getOrDefault(id, List.of()).stream()).toList();
    SortedMap<String, Draft> drafts = LitellmPrices.read(litellm, recipe);
    for (Product product :
        new Merger(recipe, models, genaiTable, drafts, litellmTable).products()) {
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

  /** Cards of other providers that hold here too; the other's file is complete by now. */
  private static void addLikes(
      String provider, Recipe recipe, Map<String, List<Map<String, Object>>> all) {
    for (JsonValue like : recipe.likes()) {
      Likes.add(provider, like, all);
    }
  }

  private String index(Set<String> providers) {
    return "{\"version\": \""
        + genaiTable.date()
        + "\", \"checked\": \""
        + genaiTable.date()
        + "\", \"providers\": [\n  \""
        + String.join("\",\n  \"", providers)
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
