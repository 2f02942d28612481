package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.spend.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands make of the recipes in docs/price-files.md. */
class UserPricesTest {
  @TempDir Path directory;
  private String prices = "";

  @BeforeEach
  void writeRecipes() throws IOException {
    String cards = String.join(",\n", Page.recipes());
    Path file = directory.resolve("prices.json");
    prices = Files.writeString(file, "{\"cards\": [" + cards + "]}").toString();
  }

  private String show(String... names) {
    String[] args = new String[names.length + 4];
    System.arraycopy(new String[] {"prices", "show", "--prices", prices}, 0, args, 0, 4);
    System.arraycopy(names, 0, args, 4, names.length);
    Run run = Run.of(args);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void check_acceptsAll() {
    Run run = Run.of("prices", "check", prices);

    assertThat(run.out()).contains("20 rate cards").doesNotContain("error:");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void show_contractUnit_withAndWithoutItsRate() {
    assertThat(show("copilot_studio", "cr1_other"))
        .contains("me/copilot+copilot_studio/credits", "2 EUR", "x 0.008");
    assertThat(Run.of("prices", "show", "copilot_studio").out())
        .contains("copilot_studio/credits", "2 x:copilot_credit")
        .doesNotContain("USD\n");
  }

  @Test
  void show_discount_aboveTheCardThatItChanges() {
    assertThat(show("openai", "gpt-4o-mini"))
        .contains("me/openai+openai/gpt-4o-mini", "0.15 USD", "x 0.9");
  }

  @Test
  void show_alias_hasThePricesOfItsModel() {
    assertThat(
            show(
                "aws.bedrock",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3"))
        .contains("me/profile+aws.bedrock/", "3.3 USD", "16.5 USD");
  }

  @Test
  void show_providerAlone_listsItsCards() {
    assertThat(Run.of("prices", "show", "tavily").out()).contains("tavily/credits", "0.008 USD");
  }
}
