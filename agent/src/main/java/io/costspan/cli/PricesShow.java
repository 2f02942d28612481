package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the cards in force for one model. */
@Command(
    name = "show",
    header = "Shows the rate card in force for a model.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar prices show openai gpt-4o",
      "  java -jar costspan-agent.jar prices show --at 2026-08-21 --json gpt-4o"
    })
final class PricesShow implements Callable<Integer> {
  /** The model of cards for all models of a provider, and for calls that name none. */
  private static final String ANY_MODEL = "*";

  @Parameters(
      arity = "1..2",
      paramLabel = "[PROVIDER] MODEL",
      hideParamSyntax = true,
      description = "for example: openai gpt-4o; a provider alone shows all its cards")
  private List<String> names = List.of();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "show the cards in force on a day (2026-08-21) or at an instant (2026-08-21T12:00Z);"
              + " default: now")
  private @Nullable Instant at;

  @Mixin private CatalogOptions options = new CatalogOptions();

  private final PrintWriter out;
  private final PrintWriter err;

  PricesShow(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable table = options.prices();
    List<RateCard> cards = find(table, at == null ? Instant.now() : at);
    if (cards.isEmpty()) {
      err.println(
          Excerpt.ofMessage(
              "No price for " + String.join(" ", names) + ". List all cards with: prices list"));
      return Main.CHECK_FAILED;
    }
    print(cards);
    return Main.DONE;
  }

  private List<RateCard> find(PriceTable table, Instant instant) {
    String model = names.get(names.size() - 1).toLowerCase(Locale.ROOT);
    if (names.size() == 1) {
      return table.providers().contains(model)
          ? table.cards(model).stream().filter(card -> card.inForce(instant)).toList()
          : find(table, table.providers(), model, instant);
    }
    List<RateCard> own = find(table, names.subList(0, 1), model, instant);
    return own.isEmpty() ? find(table, names.subList(0, 1), ANY_MODEL, instant) : own;
  }

  private List<RateCard> find(
      PriceTable table, Collection<String> providers, String model, Instant instant) {
    return providers.stream()
        .flatMap(provider -> find(table.cards(provider, model), instant).stream())
        .toList();
  }

  /**
   * A price file with cards that are hidden by others would be refused, so these are left out of
   * the output for programs.
   */
  private List<RateCard> find(List<RateCard> bestFirst, Instant instant) {
    List<RateCard> cards = new ArrayList<>();
    for (RateCard card : bestFirst) {
      if (card.inForce(instant) && !cards.contains(card)) {
        cards.add(card);
        if (options.json() && card.when().isEmpty()) {
          break;
        }
      }
    }
    return cards;
  }

  private void print(List<RateCard> cards) {
    if (options.json()) {
      JsonLines lines = new JsonLines(out);
      cards.forEach(card -> lines.add(json -> CardJson.writeMembers(card, json)));
    } else {
      cards.forEach(card -> out.println(new CardText(card)));
    }
  }
}
