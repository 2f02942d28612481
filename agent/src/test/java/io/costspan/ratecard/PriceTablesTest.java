package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.files.Deadline;
import io.costspan.health.Faults;
import io.costspan.json.CatalogFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
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
  void providerWithoutCards_isNotRemembered() {
    PriceTables tables = tables();
    tables.current().find("whoever", "m", null, word -> null, AT);
    assertThat(tables.current().prepared()).isEmpty();
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
  @DisplayName("security: A price file that contains any error is refused as a whole.")
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
  @DisplayName(
      "security: If a price file becomes invalid while the application runs, its last good prices"
          + " stay in force.")
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
    assertThat(tables.current().version()).isNotEqualTo(version).startsWith("2026-11-20+");
  }

  @Test
  void reloadIfChanged_nothingChanged_keepsTheTable() throws IOException {
    PriceTables tables = tables(write("mine.json", card("me/a", "model-a")));
    PriceTable before = tables.current();
    tables.reloadIfChanged();
    assertThat(tables.current()).isSameAs(before);
  }

  @Test
  void reloadIfChanged_seesNewChangedAndDeletedFilesOfADirectory() throws IOException {
    Path first = write("a.json", card("me/a", "model-a"));
    PriceTables tables = tables(folder);
    write("b.json", card("me/b", "model-b"));
    tables.reloadIfChanged();
    assertThat(id(tables, "model-b")).isEqualTo("me/b");
    write("b.json", card("me/longer", "model-b"));
    Files.delete(first);
    tables.reloadIfChanged();
    assertThat(id(tables, "model-b")).isEqualTo("me/longer");
    assertThat(id(tables, "model-a")).isNull();
    assertThat(refusals).isEmpty();
  }

  @Test
  void reloadIfChanged_seesAnotherFileOfTheSameTimeAndSize() throws IOException {
    Path file = write("mine.json", card("me/a", "model-a"));
    PriceTables tables = tables(file);
    Path other = write("other.json", card("me/b", "model-a"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    tables.reloadIfChanged();
    assertThat(id(tables, "model-a")).isEqualTo("me/b");
  }

  @Test
  void reloadIfChanged_refusesABadFileOncePerChange() throws IOException {
    Path file = write("mine.json", card("me/a", "model-a"));
    PriceTables tables = tables(folder);
    write("mine.json", "{\"id\": 1}");
    tables.reloadIfChanged();
    tables.reloadIfChanged();
    write("good.json", card("me/b", "model-b"));
    tables.reloadIfChanged();
    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("its last good prices stay in force", file + ", line 2");
    write("mine.json", "{\"id\": 1} ");
    tables.reloadIfChanged();
    assertThat(refusals).hasSize(2);
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(id(tables, "model-b")).isEqualTo("me/b");
  }

  @Test
  void reloadIfChanged_takesAFileThatWasMended() throws IOException {
    Path file = write("mine.json", "{");
    PriceTables tables = tables(file);
    write("mine.json", card("me/a", "model-a"));
    tables.reloadIfChanged();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
  }

  @Test
  void reloadIfChanged_namedFileIsDeleted_keepsItsLastGoodPrices() throws IOException {
    Path file = write("mine.json", card("me/a", "model-a"));
    PriceTables tables = tables(file);
    Files.delete(file);
    tables.reloadIfChanged();
    tables.reloadIfChanged();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(refusals).hasSize(1);
  }

  @Test
  void reload_hasTheKnownProvidersReady() throws IOException {
    PriceTables tables = tables(write("mine.json", card("me/a", "model-a")));
    tables.current().prepare("openai");
    tables.reload();
    assertThat(tables.current().prepared()).containsExactly("openai");
  }

  @Test
  void unansweredFile_leavesTheTableInParts() throws Exception {
    Path pipe = pipe("mine.json");
    CatalogFiles files = new CatalogFiles(List.of(pipe));
    PriceTables tables = new PriceTables(files, files.read(Deadline.in(0)), refusals::add);
    assertThat(tables.current().isWhole()).isFalse();
    Thread writer = new Thread(() -> writeLater("mine.json", card("me/a", "model-a")));
    writer.start();
    tables.put(files.read(Deadline.never()));
    assertThat(tables.current().isWhole()).isTrue();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(refusals).isEmpty();
  }

  @Test
  void reloadIfChanged_silentFile_keepsWhatIsThereAndTakesTheOthers() throws Exception {
    Path file = write("a.json", card("me/a", "model-a"));
    PriceTables tables = tables(folder);
    Files.delete(file);
    Path pipe = pipe("a.json");
    write("b.json", card("me/b", "model-b"));
    tables.reloadIfChanged();
    tables.reloadIfChanged();
    assertThat(tables.current().isWhole()).isTrue();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(id(tables, "model-b")).isEqualTo("me/b");
    assertThat(refusals)
        .containsExactly(pipe + " does not answer; its last content stays in force");
    new RandomAccessFile(pipe.toFile(), "rw").close();
  }

  @Test
  void reloadIfChanged_directoryIsGone_keepsItsLastGoodPrices() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("prices"));
    write("prices/a.json", card("me/a", "model-a"));
    PriceTables tables = tables(directory);
    Files.move(directory, folder.resolve("elsewhere"));
    tables.reloadIfChanged();
    tables.reloadIfChanged();
    assertThat(id(tables, "model-a")).isEqualTo("me/a");
    assertThat(refusals).singleElement().asString().contains(directory.toString());
  }

  @Test
  void fileOfMoreCardsThanAnybodyNeeds_isRefused() throws IOException {
    StringBuilder cards = new StringBuilder(card("me/0", "model-0"));
    for (int i = 1; i <= 20_000; i++) {
      cards.append(",\n").append(card("me/" + i, "model-" + i));
    }
    tables(write("many.json", cards.toString()));
    assertThat(refusals).singleElement().asString().contains("many.json", "more than 20000 cards");
  }

  private void writeLater(String name, String cards) {
    try {
      write(name, cards);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void agentsTables_countRefusals() {
    long before = refused();
    PriceTables.of(List.of(folder.resolve("none.json")));
    assertThat(refused()).isEqualTo(before + 1);
  }

  private static long refused() {
    return Faults.counts().getOrDefault("prices_refused", 0L);
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
    CatalogFiles files = new CatalogFiles(List.of(paths));
    return new PriceTables(files, files.read(Deadline.never()), refusals::add);
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
