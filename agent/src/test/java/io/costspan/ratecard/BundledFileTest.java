package io.costspan.ratecard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards that are read one by one are the cards of the file. */
class BundledFileTest {
  private static final BundledCards BUNDLED = new BundledCards();
  private static final String FILE =
      """
      {"cards": [
      {"id": "x/a", "provider": "x", "model": "a", "price": [{"meter": "input_tokens", "rate": "1"}], "source": "s", "checked": "2026-01-01"},
      {"id": "x/b", "provider": "x", "model": ["b", "b-*"], "like": "x/a"},
      {"id": "x/c", "provider": "x", "model": [], "like": "y/a"},
      {"id": "x/d", "provider": "x", "model": "d", "price": []}
      ]}
      """;

  static List<String> providers() {
    return BUNDLED.providers();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void listed_everyBundledFile_areTheCardsOfTheWholeFile(String provider) throws IOException {
    String name = provider + ".json";
    String content = content(name);
    PriceFile whole = PriceFile.read(JsonValue.parse(name, content), false, BUNDLED::find);
    BundledFile file = new BundledFile(name, content, BUNDLED::find);

    // Conditions are not equal by their content, but their text is.
    assertThat(file.listed())
        .extracting(listed -> listed.card().toString())
        .isEqualTo(whole.cards().stream().map(RateCard::toString).toList());
    for (ListedCard listed : file.listed()) {
      assertThat(listed.models()).isEqualTo(listed.card().models());
      assertThat(file.find(listed.card().id())).isSameAs(listed.card());
    }
  }

  private static String content(String name) throws IOException {
    try (InputStream in =
        BundledFile.class.getResourceAsStream("/io/costspan/catalog/prices/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void find_otherCardIsInvalid_isNotRead() {
    assertThat(file().find("x/a").rates()).hasSize(1);
  }

  @Test
  void find_invalidCard_isRefusedWithItsLine() {
    assertThatThrownBy(() -> file().find("x/d"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("x.json, line 5");
  }

  @Test
  void find_likeCardOfTheFile_hasItsLines() {
    assertThat(file().find("x/b").rates()).isEqualTo(file().find("x/a").rates());
  }

  @Test
  void find_likeCardOfAnotherFile_asksForIt() {
    RateCard a = file().find("x/a");
    BundledFile file = new BundledFile("x.json", FILE, id -> id.equals("y/a") ? a : null);
    assertThat(file.find("x/c").rates()).isEqualTo(a.rates());
  }

  @Test
  void find_unknownCard_isNull() {
    assertThat(file().find("x/e")).isNull();
  }

  @Test
  void listed_severalModels_areAllNamed() {
    assertThat(file().listed())
        .extracting(ListedCard::models)
        .containsExactly(List.of("a"), List.of("b", "b-*"), List.of(), List.of("d"));
  }

  private static BundledFile file() {
    return new BundledFile("x.json", FILE, id -> null);
  }
}
