package io.costspan.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rates a call of each model of the newest table by the bundled cards, as of its day: at most 1 %
 * of prices may differ without a reason. Reasons are rules of recipes; docs/prices.md lists them.
 */
class NewestTableTest {
  /** Within the hours in which DeepSeek is dear, which are those of the table. */
  private static final String AT = "2026-11-20T08:00:00Z";

  private static final List<String> PROVIDERS =
      List.of(
          "openai",
          "azure.ai.openai",
          "anthropic",
          "gcp.gemini",
          "gcp.vertex_ai",
          "aws.bedrock",
          "mistral_ai",
          "x_ai",
          "deepseek",
          "groq",
          "fireworks",
          "openrouter");

  private final Supplier<io.costspan.ratecard.PriceTable> bundled = TestPrices.bundled();
  private final List<String> different = new ArrayList<>();
  private final ImportReport report = new ImportReport();
  private int compared;

  @Test
  void cardsInForce_areThoseOfTheNewestTable() throws IOException {
    Path newest = SharedTables.newest();
    assumeTrue(newest != null, "no folder ../shared/prices beside the project");
    SortedMap<String, Recipe> recipes = Recipes.read(Path.of("src/main/prices"));
    PiAiPrices table = new PiAiPrices(read(newest), SharedTables.date(newest), report);
    for (String provider : PROVIDERS) {
      Recipe recipe = recipes.get(provider);
      int before = compared;
      table.drafts(recipe).forEach((model, draft) -> compare(provider, model, draft));
      assertThat(compared).as(provider).isGreaterThan(before);
    }
    System.out.printf("%d of %d prices are not those of %s%n", different.size(), compared, table);
    different.forEach(System.out::println);
    assertThat(compared).isGreaterThan(2500);
    assertThat(different).hasSizeLessThan(compared / 100);
    assertThat(report.entries())
        .filteredOn(entry -> entry.reason() == Reason.LEFT_OUT)
        .flatExtracting(ImportReport.Entry::rows)
        .as("rows that docs/prices.md excuses")
        .containsExactlyInAnyOrder("gemma-4-26b-a4b-it", "gemma-4-31b-it");
  }

  private void compare(String provider, String model, Draft draft) {
    for (Map.Entry<LineKey, BigDecimal> line : draft.rates.entrySet()) {
      compared++;
      BigDecimal ours = ours(provider, model, line.getKey());
      if (ours == null || !isSame(ours, line.getValue())) {
        different.add(
            provider
                + " "
                + model
                + " "
                + line.getKey()
                + " "
                + line.getValue()
                + ", ours "
                + ours);
      }
    }
  }

  private static boolean isSame(BigDecimal ours, BigDecimal its) {
    BigDecimal off = ours.subtract(its).abs();
    return off.compareTo(its.multiply(new BigDecimal("0.0001"))) <= 0;
  }

  /** What a million of the meter costs in a call of that length, null if nobody knows. */
  private @Nullable BigDecimal ours(String provider, String model, LineKey key) {
    String limit = key.when().getOrDefault("context", "0").replaceAll("\\D", "");
    UsageMeter meter = UsageMeter.of(key.meter());
    Call call = Call.call(provider, model).at(AT).used(meter, 1000);
    if (!limit.equals("0")) {
      call.used(UsageMeter.INPUT_TOKENS, Long.parseLong(limit) + 1);
    }
    Rating rating = call.rate(bundled);
    for (ChargeLine charge : rating.charges()) {
      if (charge.meter() == meter) {
        return charge.amount().movePointRight(6).divide(charge.quantity());
      }
    }
    return null;
  }

  private static JsonValue read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.toString(), in);
    }
  }
}
