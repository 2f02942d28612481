package io.costspan.importer;

import io.costspan.importer.CardMaker.Product;
import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.ratecard.CardSieve;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts a public price table to a price file by the rules that make the bundled prices: what
 * recipes know of the table's names and errors applies here too, but their own cards are not
 * included.
 */
public final class PriceImport {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final ImportReport report = new ImportReport();
  private final CardSieve sieve = new CardSieve();
  private final List<String> cards = new ArrayList<>();
  private final SortedMap<String, Recipe> recipes = Recipes.bundled();
  private final PublicTable table;

  /** The formats that can be imported. */
  public enum Format {
    LITELLM,
    GENAI_PRICES,
    OPENROUTER,
    FAL,
    PI_AI,
    MODELS_DEV;

    /** The name on the command line, such as {@code genai-prices}. */
    public String wireName() {
      return this == MODELS_DEV
          ? ModelsDevPrices.NAME
          : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    PublicTable table(JsonValue root, LocalDate date, ImportReport report) {
      return switch (this) {
        case LITELLM -> new LitellmPrices(root, date, report);
        case GENAI_PRICES -> new GenaiPrices(root, date, report);
        case OPENROUTER -> new OpenRouterPrices(root, date, report);
        case FAL -> new FalPrices(root, date, report);
        case PI_AI -> new PiAiPrices(root, date, report);
        case MODELS_DEV -> new ModelsDevPrices(root, date, report);
      };
    }
  }

  /**
   * Reads a table from a file.
   *
   * @throws JsonException if the file has another format; the message contains file and line
   * @throws IOException if it cannot be read
   */
  public PriceImport(Format format, Path file) throws IOException {
    this(
        format,
        file.toString(),
        Files.getLastModifiedTime(file).toInstant(),
        Files.readAllBytes(file));
  }

  /**
   * Reads a table.
   *
   * @param name of its file or URL; the last date in it is the date of the table
   * @param written when it was written, in case the name has no date
   * @throws JsonException if it has another format; the message contains name and line
   */
  public PriceImport(Format format, String name, Instant written, byte[] content)
      throws IOException {
    JsonValue root = JsonValue.parse(name, new ByteArrayInputStream(content));
    table = format.table(root, date(name, written), report);
    Recipes.of(table, recipes).forEach(this::add);
  }

  static LocalDate date(String name, Instant written) {
    LocalDate date = written.atZone(ZoneOffset.UTC).toLocalDate();
    Matcher dates = DATE.matcher(name.substring(name.lastIndexOf('/') + 1));
    while (dates.find()) {
      try {
        date = LocalDate.parse(dates.group());
      } catch (DateTimeParseException e) {
        // Digits that are not a date.
      }
    }
    return date;
  }

  /** The table that was read, such as {@code litellm 2026-08-06}. */
  public String source() {
    return table.toString();
  }

  /** The number of cards that were made. */
  public int size() {
    return cards.size();
  }

  /** The price file, with one card per line. */
  public String priceFile() {
    return CardWriter.file(cards);
  }

  /** What the price file does not contain. */
  public ImportReport report() {
    return report;
  }

  private void add(String provider, Recipe recipe) {
    CardMaker maker = new CardMaker(table.name() + "/", provider, recipe);
    PublicTable none = PublicTable.none();
    boolean decides = table instanceof GenaiPrices;
    Merger merger = new Merger(recipe, decides ? table : none, decides ? none : table, report);
    for (Product product : Products.of(merger.histories(), merger.models(), recipe)) {
      maker.cards(product).forEach(this::add);
    }
  }

  private void add(Map<String, Object> card) {
    String json = CardWriter.json(card);
    String id = String.valueOf(card.get("id"));
    String provider = String.valueOf(card.get("provider"));
    String why = sieve.take(json);
    if (why != null) {
      report.add(Reason.REFUSED, why, id);
      return;
    }
    cards.add(json);
    if (!recipes.containsKey(provider)) {
      report.add(Reason.UNKNOWN_PROVIDER, provider, id);
    }
  }
}
