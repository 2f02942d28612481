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
      Pattern.compile("(genai-prices|litellm|pi-ai) \\d{4}-\\d{2}-\\d{2}");

  private static final String HEAD =
      """
      # Bundled prices

      What the bundled price table knows, by provider. Written by a test from the catalog; see [CONTRIBUTING](../CONTRIBUTING.md). How prices are
      described and refreshed: [price files](price-files.md). All cards with their sources: `prices list` and `prices show`, see
      [command line](command-line.md#prices).

      A card is `listed` if its source says so, `derived` if it comes from one table only, or the two differ, or from another provider's card;
      `recalled` if nobody could look it up. Sources are the public tables and, for what these lack, pages that the cards name.

      """;

  private static final String NEWEST =
      """

      ## Against the newest list

      The newest list that the cards come from is pi-ai's of 2026-11-20. `NewestTableTest` rates a call of each of its models of OpenAI, Azure, Anthropic, Gemini, Vertex AI,
      Bedrock, Mistral, xAI, DeepSeek, Groq, Fireworks and OpenRouter at the prices in force on that day, and wants at most 1 % of its prices to differ. None does; what it
      says is taken with these reservations:

      - Its prices of DeepSeek are those of the dear hours, 01:00 to 04:00 and 06:00 to 10:00 UTC from Monday to Friday; at other times our cards have half of them.
      - A price of cached or written tokens of 0 means that nobody told it: it is left to what the recipe knows.
      - A model whose prices are all 0 is taken as unknown, but for Gemma 4 on the Gemini API, which Google's page lists as free.
      - A model that stands there twice, once for an API that bills its input only, has the fuller row.
      - It knows neither tiers of service nor tools, regions, sound and images: there the cards keep what they had, in proportion where a price changed.
      - OpenRouter names the cheapest of its endpoints, some of which are odd (cached input at almost the price of input). Its replies state their cost, which counts.
      - Where it names no day, a change begins on that of the vendor's own word or of another source, as the card's note says, else on 2026-11-20.
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
            + withoutPrices(table)
            + againstTheNewest());
  }

  /** Rules of recipes about the newest table are the reasons for differing from it. */
  private static String againstTheNewest() {
    StringBuilder rules = new StringBuilder();
    RecipeRules.about("pi-ai").forEach(rule -> rules.append("- ").append(rule).append('\n'));
    return NEWEST + (rules.isEmpty() ? "" : "\nNot believed:\n\n" + rules);
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
