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

      This page lists what the bundled price table knows, by provider. A test writes it from the catalog; see
      [CONTRIBUTING](../CONTRIBUTING.md#pages-that-tests-write). [Price files](price-files.md) explains how
      prices are described and refreshed. `prices list` and `prices show` print all cards with their sources;
      see [command line](command-line.md#prices).

      The confidence of a card is `listed` if its source lists the price; `derived` if only one table has it,
      if two tables differ, or if it comes from another provider's card; and `recalled` if nobody could look
      it up. Sources are the public tables and, for what these lack, pages that the cards name.

      """;

  private static final String NEWEST =
      """

      ## Against the newest list

      The newest list from which cards are made is pi-ai's of 2026-11-20. `NewestTableTest` rates a call for
      each of its models of OpenAI, Azure, Anthropic, Gemini, Vertex AI, Bedrock, Mistral, xAI, DeepSeek,
      Groq, Fireworks and OpenRouter at the prices in force on that day, and allows at most 1 % of its prices
      to differ. None of them does. The list is used with these reservations:

      - Its prices for DeepSeek are those of the peak hours, 01:00 to 04:00 and 06:00 to 10:00 UTC from Monday
        to Friday; at other times the bundled cards have half of them.
      - A price of 0 for cached or written tokens means that the price was not stated. The recipe decides
        instead.
      - A model whose prices are all 0 is treated as unknown, except where its name ends with `:free`, and
        Gemma 4 on the Gemini API, which Google's page lists as free.
      - If a model appears twice, once for an API that bills only its input, the more complete row is used.
      - It has no service tiers, tools, regions, audio or images. There the cards keep what they had, in
        proportion where a price changed.
      - For OpenRouter it names the cheapest endpoint, which is sometimes odd (cached input at almost the price
        of input). OpenRouter's replies state their cost, which takes precedence.
      - If it names no date for a change, the change begins on the date that the vendor or another source
        names, as the note of the card says, or else on 2026-11-20.
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
            + Manual.row("provider", "cards", "cards by meter", "sources", "checked", "confidence")
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
    return NEWEST + (rules.isEmpty() ? "" : "\nIts following prices are not used:\n\n" + rules);
  }

  private static String withoutPrices(PriceTable table) {
    String names =
        UserCatalog.providers(List.of()).stream()
            .filter(name -> !table.providers().contains(name))
            .sorted()
            .map(Manual::code)
            .collect(joining(", "));
    return """

        Calls to the following providers are read, but have no bundled price. They are self-hosted software,
        gateways that state a cost or pass on the models of other providers, and providers for which no price
        was available: %s.
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
