package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.CatalogFiles;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceCheck.Finding;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bundled file is held to the rules that users' files are held to, and some more. */
class BundledCardsTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          UserCatalog.attributes(List.of()), UserCatalog.attributesByProvider(List.of()));

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
              assertThat(card.checked()).isBetween("2024-01-01", "2026-12-31");
              assertThat(card.confidence()).isIn("listed", "derived", "recalled");
            });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void file_passesTheCheck(String provider) throws URISyntaxException {
    URL file = BundledCards.class.getResource("/io/costspan/catalog/prices/" + provider + ".json");
    PriceCheck check = PriceCheck.of(CatalogFiles.read(List.of(Path.of(file.toURI()))), VOCABULARY);
    assertThat(check.cards()).hasSameSizeAs(BUNDLED.cards(provider));
    assertThat(check.findings()).filteredOn(Finding::error).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void namesThatDifferInDotsAndDashesAlone_haveOneCardToday(String provider) {
    Instant today = Instant.parse(BUNDLED.version() + "T00:00:00Z");
    Map<String, String> idBySpelling = new HashMap<>();
    for (RateCard card : BUNDLED.cards(provider)) {
      for (String name : card.inForce(today) ? card.models() : List.<String>of()) {
        String spelling = name.replace('.', '-') + card.when();
        assertThat(card.id())
            .as(name)
            .isEqualTo(idBySpelling.computeIfAbsent(spelling, key -> card.id()));
      }
    }
  }

  @Test
  void unknownProvider_hasNoCards() {
    assertThat(BUNDLED.cards("../secret")).isEmpty();
    assertThat(BUNDLED.find("no/card")).isNull();
  }
}
