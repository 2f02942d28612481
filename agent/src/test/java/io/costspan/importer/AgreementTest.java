package io.costspan.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.costspan.condition.Accepted;
import io.costspan.json.JsonValue;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sets every bundled rate against both public tables: where they speak of it, at most 2 % may be
 * what neither of them says, unless the card says why or has a source of its own.
 */
class AgreementTest {
  private static final String OWN_SOURCE = "((genai-prices|litellm) \\d{4}-\\d{2}-\\d{2}(, )?)+";

  private final List<String> different = new ArrayList<>();
  private int compared;

  @Test
  void bundledRates_areThoseOfATable_orSayWhyNot() throws IOException {
    SharedTables tables = SharedTables.find();
    assumeTrue(tables != null, "no folder ../shared/prices beside the project");
    GenaiPrices genai =
        new GenaiPrices(
            read(tables.genai()), SharedTables.date(tables.genai()), new ImportReport());
    LitellmPrices litellm =
        new LitellmPrices(
            read(tables.litellm()), SharedTables.date(tables.litellm()), new ImportReport());
    PriceTable bundled = PriceTables.bundled().current();
    Recipes.read(Path.of("src/main/prices"))
        .forEach(
            (provider, recipe) -> {
              Recipe names = withoutDoubts(recipe);
              Figures figures = new Figures(genai.models(names), litellm.drafts(names));
              bundled.cards(provider).forEach(card -> compare(card, figures));
            });
    System.out.printf("%d of %d rates are what neither table says%n", different.size(), compared);
    assertThat(compared).isGreaterThan(5000);
    assertThat(different).hasSizeLessThan(compared / 50);
  }

  private void compare(RateCard card, Figures figures) {
    if (card.note() != null || !card.source().matches(OWN_SOURCE)) {
      return;
    }
    for (Rate rate : card.rates()) {
      for (UsageMeter meter : rate.meters()) {
        SortedMap<String, String> when = new TreeMap<>();
        rate.when()
            .accepted()
            .forEach((word, values) -> when.put(word, values.toString().replace(">=", ">")));
        LineKey key = new LineKey(meter.wireName(), when);
        List<BigDecimal> said = figures.of(card, key);
        if (!said.isEmpty()) {
          compared++;
          BigDecimal price = unitPrice(rate);
          if (said.stream().noneMatch(figure -> figure.compareTo(price) == 0)) {
            different.add(card.id() + " " + key + ": " + price + ", tables " + said);
          }
        }
      }
    }
  }

  /** A recipe that only says what the provider is called, and believes the tables. */
  private static Recipe withoutDoubts(Recipe recipe) {
    Map<String, Object> names = recipe.rules();
    names.keySet().retainAll(List.of("genai", "litellm", "prefixes"));
    return new Recipe(JsonValue.parse("names", CardWriter.json(names)));
  }

  /** For as many units as the tables' figures are for. */
  private static BigDecimal unitPrice(Rate rate) {
    String per = Units.per(rate.meters().iterator().next().wireName());
    BigDecimal units = per == null ? rate.per() : new BigDecimal(per);
    return rate.bands().get(0).rate().multiply(units).divide(rate.per(), MathContext.DECIMAL64);
  }

  private static JsonValue read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.toString(), in);
    }
  }

  /** What both tables say of one provider's models. */
  private record Figures(List<GenaiPrices.Model> models, SortedMap<String, Draft> drafts) {
    List<BigDecimal> of(RateCard card, LineKey key) {
      List<BigDecimal> figures = new ArrayList<>();
      Accepted regions = card.when().accepted().get("region");
      String region = regions == null ? "" : String.join("", regions.texts());
      for (String model : card.models()) {
        String name = model.replace("*", "");
        add(drafts.get(region.isEmpty() ? name : region + "/" + name), key, figures);
        GenaiPrices.Model found = region.isEmpty() ? GenaiPrices.find(models, name) : null;
        if (found != null) {
          found.drafts().forEach(draft -> add(draft, key, figures));
        }
      }
      return figures;
    }

    private static void add(@Nullable Draft draft, LineKey key, List<BigDecimal> figures) {
      BigDecimal rate = draft == null ? null : draft.get(key);
      if (rate != null) {
        figures.add(rate);
      }
    }
  }
}
