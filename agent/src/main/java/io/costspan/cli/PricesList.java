package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists all cards, one row each. */
@Command(
    name = "list",
    header = "Lists all rate cards, including old ones.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar prices list openai",
      "  java -jar costspan-agent.jar prices list --model 'gpt-4o*'"
    })
final class PricesList implements Callable<Integer> {
  private static final int SHOWN_MODELS = 3;
  private static final int SHOWN_WHEN = 40;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROVIDER",
      description = "show only cards of this provider")
  private @Nullable String provider;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "show only cards that may price this model or, with * in it, that name a"
              + " matching one")
  private @Nullable String model;

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
    List<RateCard> cards = providers.stream().flatMap(name -> cards(table, name)).toList();
    if (cards.isEmpty()) {
      err.println(Excerpt.ofMessage(nothing(table)));
      return Main.CHECK_FAILED;
    }
    print(cards);
    return Main.DONE;
  }

  private Stream<RateCard> cards(PriceTable table, String name) {
    if (model == null) {
      return table.cards(name).stream();
    }
    return model.contains("*")
        ? table.cards(name).stream().filter(card -> card.models().stream().anyMatch(this::fits))
        : table.cards(name, model).stream();
  }

  private boolean fits(String name) {
    return name.matches(Pattern.quote(String.valueOf(model)).replace("*", "\\E.*\\Q"));
  }

  private String nothing(PriceTable table) {
    return model != null && (provider == null || table.providers().contains(provider))
        ? "No prices for " + model + (provider == null ? "" : " of " + provider) + "."
        : "No prices for " + provider + ". Known: " + String.join(", ", table.providers());
  }

  private void print(List<RateCard> cards) {
    if (options.json()) {
      JsonLines lines = new JsonLines(out);
      cards.forEach(card -> lines.add(json -> CardJson.writeMembers(card, json)));
    } else {
      out.print(table(cards).toString(Terminal.width()));
    }
  }

  /** For a single provider, leaves out its name, with which ids begin anyway. */
  private Table table(List<RateCard> cards) {
    List<String> cells = List.of("PROVIDER", "ID", "FROM", "UNTIL", "CHECKED", "WHEN", "MODELS");
    Table table = new Table(shown(cells));
    for (RateCard card : cards) {
      table.add(
          shown(
              List.of(
                  card.provider(),
                  card.id(),
                  orEmpty(card.from()),
                  orEmpty(card.until()),
                  card.isDated() ? card.checked().toString() : "",
                  when(card),
                  models(card.models()))));
    }
    return table;
  }

  private String[] shown(List<String> cells) {
    return cells.stream().skip(provider == null ? 0 : 1).toArray(String[]::new);
  }

  private static String when(RateCard card) {
    String when = card.when().toString();
    return when.length() <= SHOWN_WHEN ? when : when.substring(0, SHOWN_WHEN) + "...";
  }

  /** Enough names to recognise the card; {@code prices show} prints them all. */
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
