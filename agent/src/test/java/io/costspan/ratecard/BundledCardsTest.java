package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bundled file is held to the rules that users' files are held to, and some more. */
class BundledCardsTest {
  /**
   * Fast mode of Opus 4.6 and 4.7 was sold at six times the price (litellm#38378 doubts that it
   * still is); DeepSeek's reasoner is a quarter of the price at night.
   */
  private static final Set<String> KNOWN_ODD =
      Set.of("claude-opus-4-6", "claude-opus-4-7", "deepseek-r1", "deepseek-reasoner");

  private static final BundledCards BUNDLED = new BundledCards();

  static List<String> providers() {
    return BUNDLED.providers();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void file_isAcceptedAndSaysWhereItsPricesComeFrom(String provider) {
    assertThat(BUNDLED.cards(provider))
        .isNotEmpty()
        .allSatisfy(
            card -> {
              assertThat(card.provider()).isEqualTo(provider);
              assertThat(card.id()).startsWith(provider + "/");
              assertThat(card.source()).isNotBlank();
              assertThat(card.checked()).isAfter("2026-01-01");
            });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void prices_arePlausible(String provider) {
    assertThat(
            BUNDLED.cards(provider).stream()
                .filter(card -> KNOWN_ODD.stream().noneMatch(odd -> card.id().contains(odd)))
                .flatMap(card -> Plausibility.warnings(card).stream()))
        .isEmpty();
  }

  @Test
  void unknownProvider_hasNoCards() {
    assertThat(BUNDLED.cards("../secret")).isEmpty();
    assertThat(BUNDLED.find("no/card")).isNull();
  }
}
