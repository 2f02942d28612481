package io.costspan.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of cards when a newer table is read after those that they were made from. */
class NewerTableTest {
  @TempDir Path folder;

  private final List<String> tables = new ArrayList<>();
  private Path recipes;

  @BeforeEach
  void firstTables() throws IOException {
    recipes = Files.createDirectory(folder.resolve("recipes"));
    table(
        "genai-prices-2026-08-21.json",
        genai(
            """
            {"id": "m-1", "match": {"equals": "m-1"},
             "prices": {"input_mtok": 5, "cache_read_mtok": 0.5, "output_mtok": {"base": 30, "tiers": [{"start": 200000, "price": 60}]}}},
            {"id": "rising", "match": {"equals": "rising"}, "prices": [{"prices": {"input_mtok": 2, "output_mtok": 10}},
              {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 3, "output_mtok": 15}}]},
            {"id": "small", "match": {"or": [{"equals": "small"}, {"equals": "small-2506"}]}, "prices": {"input_mtok": 1, "output_mtok": 4}},
            {"id": "small-latest", "match": {"equals": "small-latest"}, "prices": {"input_mtok": 1, "output_mtok": 4}}"""));
    table(
        "litellm-2026-08-06.json",
        """
        {"lite": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06,
                  "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 4e-06}}""");
  }

  @Test
  void changedPrice_isAppended_fromTheDayOfTheTable() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "M-1", "cost": {"input": 4, "output": 20, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("m-1"))
        .containsExactly(
            "always to 2026-11-20: input_tokens 5, cached_input_tokens 0.5, output_tokens 60"
                + " {context=>200000}, output_tokens 30 | genai-prices 2026-08-21",
            "2026-11-20 to ever: input_tokens 4, cached_input_tokens 0.4, output_tokens 40"
                + " {context=>200000}, output_tokens 20 | pi-ai 2026-11-20");
  }

  @Test
  void dayThatTheTableNames_isTheDayOfTheChange() throws IOException {
    table(
        "genai-prices-2026-09-23.json",
        genai(
            """
            {"id": "small", "match": {"equals": "small"}, "prices": [{"prices": {"input_mtok": 1, "output_mtok": 4}},
              {"constraint": {"start_date": "2026-08-11"}, "prices": {"input_mtok": 1, "output_mtok": 5}},
              {"constraint": {"start_date": "2027-01-01"}, "prices": {"input_mtok": 2, "output_mtok": 8}}]}"""));
    assertThat(cards("small"))
        .containsExactly(
            "always to 2026-08-11: input_tokens 1, output_tokens 4 | genai-prices 2026-08-21",
            "2026-08-11 to 2027-01-01: input_tokens 1, output_tokens 5 | genai-prices 2026-09-23",
            "2027-01-01 to ever: input_tokens 2, output_tokens 8 | genai-prices 2026-09-23");
  }

  @Test
  void dayThatTheRecipeNames_isTheDayOfTheChange() throws IOException {
    table(
        "genai-prices-2026-09-23.json",
        genai(
            """
            {"id": "small", "match": {"equals": "small"}, "prices": {"input_mtok": 1, "output_mtok": 5}}"""));
    assertThat(
            cards(
                "small",
                ", \"since\": [{\"source\": \"genai-prices\", \"model\": \"small\", \"from\": \"2026-09-05\", \"why\": \"its maker's news\"}]"))
        .containsExactly(
            "always to 2026-09-05: input_tokens 1, output_tokens 4 | genai-prices 2026-08-21",
            "2026-09-05 to ever: input_tokens 1, output_tokens 5 | genai-prices 2026-09-23 | since 2026-09-05: its maker's news");
  }

  @Test
  void samePrice_isConfirmed() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "small", "cost": {"input": 1, "output": 4, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("small"))
        .containsExactly(
            "always to ever: input_tokens 1, output_tokens 4 | genai-prices 2026-08-21, pi-ai 2026-11-20");
  }

  @Test
  void priceThatWasMissing_isFilledIn() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "small", "cost": {"input": 1, "output": 4, "cacheRead": 0.1, "cacheWrite": 0}}]""");
    assertThat(cards("small"))
        .containsExactly(
            "always to ever: input_tokens 1, cached_input_tokens 0.1, output_tokens 4"
                + " | genai-prices 2026-08-21, pi-ai 2026-11-20");
  }

  @Test
  void announcedRiseThatNeverCame_isDropped() throws IOException {
    table(
        "genai-prices-2026-09-23.json",
        genai(
            """
            {"id": "rising", "match": {"equals": "rising"}, "prices": {"input_mtok": 2, "output_mtok": 10}}"""));
    assertThat(cards("rising"))
        .containsExactly(
            "always to ever: input_tokens 2, output_tokens 10 | genai-prices 2026-09-23");
  }

  @Test
  void announcedRiseThatCame_keepsItsDay() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "rising", "cost": {"input": 3, "output": 15, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("rising"))
        .containsExactly(
            "always to 2026-09-01: input_tokens 2, output_tokens 10 | genai-prices 2026-08-21",
            "2026-09-01 to ever: input_tokens 3, output_tokens 15 | genai-prices 2026-08-21, pi-ai 2026-11-20");
  }

  @Test
  void otherNamesOfTheProduct_followIt_butNoAliasThatMoves() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "small", "cost": {"input": 1, "output": 5, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("small-2506")).hasSize(2).last().asString().contains("output_tokens 5");
    assertThat(cards("small-latest")).hasSize(1);
  }

  @Test
  void tiersThatTheNewerTableDoesNotKnow_stay() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "lite", "cost": {"input": 1, "output": 4, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("lite")).hasSize(2).last().asString().contains("x 0.5 {service_tier=batch}");
  }

  @Test
  void modelThatIsNew_hasNoFirstDay() throws IOException {
    table(
        "pi-ai-2026-11-20.json",
        """
        [{"provider": "maker", "id": "fresh", "cost": {"input": 1, "output": 4, "cacheRead": 0.1, "cacheWrite": 0,
            "tiers": [{"inputTokensAbove": 100000, "input": 2, "output": 8, "cacheRead": 0.2, "cacheWrite": 0}]}},
         {"provider": "maker", "id": "free", "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}},
         {"provider": "maker", "id": "fresh:free", "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}}]""");
    assertThat(cards("fresh"))
        .containsExactly(
            "always to ever: input_tokens 2 {context=>100000}, input_tokens 1, cached_input_tokens 0.2"
                + " {context=>100000}, cached_input_tokens 0.1, output_tokens 8 {context=>100000}, output_tokens 4"
                + " | pi-ai 2026-11-20");
    assertThat(cards("free")).isEmpty();
    assertThat(cards("fresh:free"))
        .containsExactly(
            "always to ever: input_tokens 0, cached_input_tokens 0, output_tokens 0 | pi-ai 2026-11-20");
  }

  @Test
  void ruleAboutARowThatWasWrong_endsWithTheFigure() throws IOException {
    table(
        "genai-prices-2026-09-23.json",
        genai(
            """
            {"id": "lite", "match": {"equals": "lite"}, "prices": {"input_mtok": 2.5, "output_mtok": 8}}"""));
    String rule =
        ", \"ignore\": [{\"source\": \"genai-prices\", \"model\": \"lite\", \"while\": {\"input_tokens\": \"%s\"}, \"why\": \"wrong\"}]";
    assertThat(cards("lite", rule.formatted("2.5"))).hasSize(1);
    assertThat(cards("lite", rule.formatted("25"))).hasSize(2);
  }

  private List<String> cards(String model) throws IOException {
    return cards(model, "");
  }

  /** The cards of a model in a few words each. */
  private List<String> cards(String model, String rules) throws IOException {
    Files.writeString(
        recipes.resolve("maker.json"),
        "{\"genai\": \"maker\", \"litellm\": \"maker\", \"pi-ai\": \"maker\"" + rules + "}");
    List<String> args = new ArrayList<>(List.of(recipes.toString(), folder.toString()));
    args.addAll(tables);
    ImportPrices.main(args.toArray(new String[0]));
    String file = Files.readString(folder.resolve("maker.json"));
    return JsonValue.parse("maker.json", file).need("cards").items().stream()
        .filter(card -> card.textsOf("model").contains(model))
        .map(NewerTableTest::words)
        .toList();
  }

  private static String words(JsonValue card) {
    StringBuilder words = new StringBuilder();
    words.append(card.get("from") == null ? "always" : card.need("from").text()).append(" to ");
    words.append(card.get("until") == null ? "ever" : card.need("until").text()).append(": ");
    List<String> lines = new ArrayList<>();
    for (JsonValue line : card.need("price").items()) {
      for (String meter : line.textsOf("meter")) {
        if (!meter.equals("cache_write_tokens")) {
          lines.add(meter + " " + line.need("rate").text() + when(line));
        }
      }
    }
    words.append(String.join(", ", lines));
    if (card.get("times") != null) {
      card.need("times")
          .items()
          .forEach(line -> words.append(" x ").append(line.need("by").text()).append(when(line)));
    }
    words.append(" | ").append(card.need("source").text());
    return card.get("note") == null ? words.toString() : words + " | " + card.need("note").text();
  }

  private static String when(JsonValue line) {
    JsonValue when = line.get("when");
    if (when == null) {
      return "";
    }
    String word = when.members().keySet().iterator().next();
    return " {" + word + "=" + when.need(word).text() + "}";
  }

  private static String genai(String models) {
    return "[{\"id\": \"maker\", \"models\": [" + models + "]}]";
  }

  private void table(String name, String text) throws IOException {
    tables.add(Files.writeString(folder.resolve(name), text).toString());
  }
}
