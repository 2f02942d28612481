package io.costspan.manual;

import static io.costspan.manual.Manual.code;
import static java.util.stream.Collectors.joining;

import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PricesManualTest {
  private static final Pattern TABLES =
      Pattern.compile("(genai-prices|litellm) \\d{4}-\\d{2}-\\d{2}");

  private static final String HEAD =
      """
      # Bundled prices

      What the bundled price table knows, by provider. Written by a test from the catalog; see [CONTRIBUTING](../CONTRIBUTING.md). How prices are
      described and refreshed: [price files](price-files.md). All cards with their sources: `prices list` and `prices show`, see
      [command line](command-line.md#prices).

      A card is `listed` if its source says so, `derived` if it comes from one table only, or the two differ, or from another provider's card;
      `recalled` if nobody could look it up. Sources are the public tables and, for what these lack, pages that the cards name.

      """;

  @Test
  void page_rendersEveryProviderWithPrices() {
    PriceTable table = PriceTables.bundled().current();
    List<RateCard> all =
        table.providers().stream().flatMap(name -> table.cards(name).stream()).toList();
    String rows =
        table.providers().stream().map(name -> row(name, table.cards(name))).collect(joining());
    Manual.check(
        "prices.md",
        HEAD
            + Manual.row("provider", "cards", "of them for", "sources", "checked", "confidence")
            + Manual.row("---", "---", "---", "---", "---", "---")
            + rows
            + row("all " + table.providers().size(), all)
            + withoutPrices(table));
  }

  private static String withoutPrices(PriceTable table) {
    String names =
        UserCatalog.providers(List.of()).stream()
            .filter(name -> !table.providers().contains(name))
            .sorted()
            .map(Manual::code)
            .collect(joining(", "));
    return """

        Calls to these are read, but have no price here. They are machines of one's own, gateways that state a cost or pass on other providers' models, and houses
        of which no price was at hand: %s.
        """
        .formatted(names);
  }

  private static String row(String name, List<RateCard> cards) {
    return Manual.row(
        name.startsWith("all ") ? name : code(name),
        String.valueOf(cards.size()),
        meters(cards),
        counted(cards, PricesManualTest::source),
        days(cards),
        counted(cards, RateCard::confidence));
  }

  /** For each meter how many cards have a price for it. */
  private static String meters(List<RateCard> cards) {
    Map<UsageMeter, Long> counts =
        cards.stream()
            .flatMap(
                card -> card.rates().stream().flatMap(rate -> rate.meters().stream()).distinct())
            .collect(Collectors.groupingBy(meter -> meter, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().wireName())
        .collect(joining(", "));
  }

  private static String source(RateCard card) {
    String tables =
        TABLES
            .matcher(card.source())
            .results()
            .map(found -> found.group(1))
            .distinct()
            .collect(joining(" and "));
    return tables.isEmpty() ? "other" : tables;
  }

  private static String counted(List<RateCard> cards, Function<RateCard, String> word) {
    Map<String, Long> counts =
        cards.stream().collect(Collectors.groupingBy(word, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(joining(", "));
  }

  private static String days(List<RateCard> cards) {
    TreeSet<LocalDate> days =
        cards.stream().map(RateCard::checked).collect(Collectors.toCollection(TreeSet::new));
    return days.size() == 1 ? days.first().toString() : days.first() + " to " + days.last();
  }
}
