package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTablesTest {
  private static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");

  @TempDir Path folder;

  private final List<String> refusals = new ArrayList<>();

  @Test
  void usersCard_beatsTheBundledOne() throws IOException {
    PriceTables tables = tables(write("mine.json", card("me/gpt-4o", "gpt-4o")));
    assertThat(id(tables, "gpt-4o")).isEqualTo("me/gpt-4o");
    assertThat(id(tables, "gpt-4.1")).isEqualTo("openai/gpt-4.1");
  }

  @Test
  void directory_isReadInTheOrderOfNames() throws IOException {
    write("b.json", card("me/b", "gpt-4o"));
    write("a.json", card("me/a", "gpt-4o"));
    write("notes.txt", "no price file");
    assertThat(id(tables(folder), "gpt-4o")).isEqualTo("me/a");
    assertThat(refusals).isEmpty();
  }

  @Test
  void badFile_isRefusedWhole_theOthersStay() throws IOException {
    Path good = write("good.json", card("me/good", "model-a"));
    Path bad = write("bad.json", card("me/bad", "model-b") + ", {\"id\": \"me/half\"}");
    PriceTables tables = tables(good, bad);
    assertThat(id(tables, "model-a")).isEqualTo("me/good");
    assertThat(id(tables, "model-b")).isNull();
    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("bad.json, line 2", "\"provider\" is missing");
  }

  @Test
  void reload_ofAFileThatBecameBad_keepsItsLastGoodPrices() throws IOException {
    Path file = write("mine.json", card("me/a", "model-a"));
    PriceTables tables = tables(file);
    String version = tables.current().version();
    write("mine.json", "{");
    tables.reload();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(tables.current().version()).isEqualTo(version);
    assertThat(refusals).hasSize(1);
  }

  @Test
  void reload_takesChangedPrices() throws IOException {
    PriceTables tables = tables(write("mine.json", card("me/a", "model-a")));
    String version = tables.current().version();
    write("mine.json", card("me/b", "model-a"));
    tables.reload();
    assertThat(id(tables, "model-a")).isEqualTo("me/b");
    assertThat(tables.current().version()).isNotEqualTo(version).startsWith("2026-08-21+");
  }

  @Test
  void laterFile_mayBeLikeACardOfAnEarlierOne() throws IOException {
    Path first = write("first.json", card("me/a", "model-a"));
    Path second =
        write(
            "second.json",
            """
            {"id":"me/b","provider":"openai","model":"model-b","like":"me/a","times":[{"by":"2"}]}""");
    assertThat(id(tables(first, second), "model-b")).isEqualTo("me/b");
    assertThat(refusals).isEmpty();
  }

  @Test
  void missingFile_isRefusedWithItsName() {
    tables(folder.resolve("none.json"));
    assertThat(refusals).singleElement().asString().contains("none.json");
  }

  private PriceTables tables(Path... paths) {
    return new PriceTables(List.of(paths), refusals::add);
  }

  private Path write(String name, String cards) throws IOException {
    return Files.writeString(folder.resolve(name), "{\"cards\": [\n" + cards + "]}");
  }

  private static String card(String id, String model) {
    return """
        {"id":"%s","provider":"openai","model":"%s","price":[{"meter":"input_tokens","rate":"1"}]}"""
        .formatted(id, model);
  }

  private static String id(PriceTables tables, String model) {
    RateCard card = tables.current().find("openai", null, model, Attributes.NONE, AT);
    return card == null ? null : card.id();
  }
}
