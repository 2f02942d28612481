package io.costspan.cli;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** All cards, a row each. */
@Command(name = "list", header = "Lists the rate cards, old and new.")
final class PricesList implements Callable<Integer> {
  private static final int SHOWN_MODELS = 3;
  private static final int SHOWN_WHEN = 40;

  @Parameters(arity = "0..1", paramLabel = "PROVIDER", description = "only cards of this provider")
  private @Nullable String provider;

  @Mixin private CatalogOptions options = new CatalogOptions();

  private final PrintWriter out;
  private final PrintWriter err;

  PricesList(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable table = options.prices();
    Collection<String> providers = provider == null ? table.providers() : List.of(provider);
    List<RateCard> cards = providers.stream().flatMap(name -> table.cards(name).stream()).toList();
    if (cards.isEmpty()) {
      err.println("No prices of " + provider + ". Known: " + String.join(", ", table.providers()));
      return Main.CHECK_FAILED;
    }
    print(cards);
    return Main.DONE;
  }

  private void print(List<RateCard> cards) {
    if (options.json()) {
      JsonLines lines = new JsonLines(out);
      cards.forEach(card -> lines.add(json -> CardJson.writeMembers(card, json)));
    } else {
      out.print(table(cards));
    }
  }

  private static Table table(List<RateCard> cards) {
    Table table = new Table("PROVIDER", "ID", "FROM", "UNTIL", "CHECKED", "WHEN", "MODELS");
    for (RateCard card : cards) {
      table.add(
          card.provider(),
          card.id(),
          orEmpty(card.from()),
          orEmpty(card.until()),
          card.isDated() ? card.checked().toString() : "",
          when(card),
          models(card.models()));
    }
    return table;
  }

  private static String when(RateCard card) {
    String when = card.when().toString();
    return when.length() <= SHOWN_WHEN ? when : when.substring(0, SHOWN_WHEN) + "...";
  }

  /** Enough to know the card by; {@code prices show} has them all. */
  private static String models(List<String> models) {
    int more = models.size() - SHOWN_MODELS;
    return more <= 0
        ? String.join(" ", models)
        : String.join(" ", models.subList(0, SHOWN_MODELS)) + " and " + more + " more";
  }

  private static String orEmpty(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
