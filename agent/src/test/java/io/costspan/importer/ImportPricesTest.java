package io.costspan.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportPricesTest {
  @TempDir Path folder;

  private Path recipes;

  @BeforeEach
  void tables() throws IOException {
    recipes = Files.createDirectory(folder.resolve("recipes"));
    write(
        "genai-prices-2026-08-21.json",
        """
        [{"id": "maker", "models": [{"id": "m-1", "match": {"or": [{"equals": "m-1"}, {"starts_with": "m-1-x"}]},
          "prices": [{"prices": {"input_mtok": 4, "output_mtok": 8}},
                     {"constraint": {"start_date": "2026-07-01"},
                      "prices": {"input_mtok": {"base": 2, "tiers": [{"start": 200000, "price": 4}]}, "output_mtok": 8}}]},
          {"id": "m-5", "match": {"equals": "m-5"}, "prices": {"input_mtok": 2.2, "cache_write_mtok": 2.75, "output_mtok": 11}}]}]""");
    write(
        "litellm-2026-08-06.json",
        """
        {"p/m-1": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06,
                   "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 4e-06},
         "p/m-2": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
                   "input_cost_per_token_priority": 2.5e-07, "output_cost_per_token_priority": 1e-06},
         "p/m-3": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
         "p/m-4": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 9e-06, "output_cost_per_token": 9e-05},
         "p/m-5": {"litellm_provider": "maker", "mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05,
                   "cache_creation_input_token_cost": 2.5e-06, "cache_creation_input_token_cost_above_1hr": 4e-06},
         "p/hears": {"litellm_provider": "maker", "mode": "audio_transcription", "input_cost_per_second": 7.167e-05},
         "p/reads": {"litellm_provider": "maker", "mode": "ocr", "ocr_cost_per_page": 0.004, "annotation_cost_per_page": 0.005}}""");
  }

  @Test
  void twoTables_becomeDatedCardsWithFactors() throws IOException {
    assertThat(
            run("""
                    {"genai": "maker", "litellm": "maker", "prefixes": "p/",
                     "silent": [{"meter": "cached_input_tokens", "costs": "full", "why": "its maker says so"}]}""")
                .lines())
        .filteredOn(line -> line.contains("m-1"))
        .containsExactly(
            "{\"id\": \"maker/m-1\", \"provider\": \"maker\", \"model\": [\"m-1\", \"m-1-x*\"],"
                + " \"until\": \"2026-07-01\", \"price\": [{\"meter\": [\"input_tokens\","
                + " \"cached_input_tokens\", \"cache_write_tokens\"], \"rate\": \"4\"},"
                + " {\"meter\": \"output_tokens\", \"rate\": \"8\"}], \"times\": [{\"by\": \"0.5\","
                + " \"when\": {\"service_tier\": \"batch\"}, \"on\": \"*_tokens\"}], \"source\":"
                + " \"genai-prices 2026-08-21, litellm 2026-08-06\", \"checked\": \"2026-08-21\","
                + " \"confidence\": \"listed\"},",
            "{\"id\": \"maker/m-1@2026-07-01\", \"provider\": \"maker\", \"model\": [\"m-1\","
                + " \"m-1-x*\"], \"from\": \"2026-07-01\", \"price\": [{\"meter\": [\"input_tokens\","
                + " \"cached_input_tokens\", \"cache_write_tokens\"], \"rate\": \"4\", \"when\":"
                + " {\"context\": \">200000\"}}, {\"meter\": [\"input_tokens\","
                + " \"cached_input_tokens\", \"cache_write_tokens\"], \"rate\": \"2\"}, {\"meter\":"
                + " \"output_tokens\", \"rate\": \"8\"}], \"times\": [{\"by\": \"0.5\", \"when\":"
                + " {\"service_tier\": \"batch\"}, \"on\": \"*_tokens\"}], \"source\": \"genai-prices"
                + " 2026-08-21, litellm 2026-08-06\", \"checked\": \"2026-08-21\", \"confidence\":"
                + " \"listed\"},");
  }

  @Test
  void tierThatIsNoRoundMultiple_keepsItsOwnLines() throws IOException {
    assertThat(run("{\"litellm\": \"maker\", \"prefixes\": \"p/\"}"))
        .contains("\"rate\": \"0.25\", \"when\": {\"service_tier\": \"priority\"}")
        .doesNotContain("1.6666");
  }

  @Test
  void writeForAnHour_ofATableThatDisagrees_isTakenInProportion() throws IOException {
    assertThat(run("{\"genai\": \"maker\", \"litellm\": \"maker\", \"prefixes\": \"p/\"}"))
        .contains("\"rate\": \"4.4\", \"when\": {\"ttl\": \"1h\"}"); // 2.75 x 4 / 2.5
  }

  @Test
  void minutePriceThatWasRoundedToTheSecond_isThatOfTheMinuteAgain() throws IOException {
    assertThat(run("{\"litellm\": \"maker\", \"prefixes\": \"p/\"}"))
        .contains("{\"meter\": \"audio_seconds\", \"rate\": \"0.0043\", \"per\": \"60\"}");
  }

  @Test
  void annotatedPages_haveTheirOwnLine() throws IOException {
    assertThat(run("{\"litellm\": \"maker\", \"prefixes\": \"p/\"}"))
        .contains(
            "{\"meter\": \"pages\", \"rate\": \"5\", \"per\": \"1000\", \"when\": {\"feature\":"
                + " \"annotations\"}}, {\"meter\": \"pages\", \"rate\": \"4\", \"per\": \"1000\"}");
  }

  @Test
  void rowThatSaysZeroForEverything_isNoPrice() throws IOException {
    assertThat(run("{\"litellm\": \"maker\", \"prefixes\": \"p/\"}")).doesNotContain("m-3");
  }

  @Test
  void cachedInput_thatNoTableNames_costsWhatTheRecipeKnows() throws IOException {
    assertThat(run(silent("\"0.1\"")))
        .contains("{\"meter\": \"cached_input_tokens\", \"rate\": \"0.015\"}"); // of m-2's 0.15
    assertThat(run(silent("\"full\"")))
        .contains(
            "{\"meter\": [\"input_tokens\", \"cached_input_tokens\", \"cache_write_tokens\"], ");
  }

  @Test
  void cachedInput_thatNobodyKnows_hasNoPrice() throws IOException {
    assertThat(run(silent("\"unknown\"")))
        .contains("{\"meter\": [\"input_tokens\", \"cache_write_tokens\"], \"rate\": \"0.15\"}")
        .doesNotContain("cached_input_tokens");
    assertThat(run("{\"litellm\": \"maker\", \"prefixes\": \"p/\"}"))
        .doesNotContain("cached_input_tokens");
  }

  private static String silent(String costs) {
    return "{\"litellm\": \"maker\", \"prefixes\": \"p/\", \"silent\": [{\"meter\":"
        + " \"cached_input_tokens\", \"costs\": "
        + costs
        + ", \"why\": \"its maker's page\"}]}";
  }

  @Test
  void knownErrors_areLeftOut() throws IOException {
    assertThat(
            run(
                """
                {"litellm": "maker", "prefixes": "p/",
                 "ignore": [{"source": "litellm", "model": ["m-4"], "key": ["output_*"], "why": "ten times too high"}]}"""))
        .contains("\"rate\": \"9\"")
        .doesNotContain("\"90\"");
  }

  @Test
  void handWrittenCard_replacesTheGeneratedOne() throws IOException {
    assertThat(
            run(
                """
                {"litellm": "maker", "prefixes": "p/", "cards": [{"id": "maker/mine", "provider": "maker", "model": "m-4",
                 "price": [{"meter": "images", "rate": "1"}], "source": "contract", "checked": "2026-08-21"}]}"""))
        .contains("maker/mine")
        .doesNotContain("maker/m-4");
  }

  private String run(String recipe) throws IOException {
    Files.writeString(recipes.resolve("maker.json"), recipe);
    ImportPrices.main(
        new String[] {
          recipes.toString(),
          folder.toString(),
          folder.resolve("genai-prices-2026-08-21.json").toString(),
          folder.resolve("litellm-2026-08-06.json").toString()
        });
    return Files.readString(folder.resolve("maker.json"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
