package io.costspan.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.costspan.importer.PriceImport.Format;
import io.costspan.json.CatalogFiles;
import io.costspan.json.JsonValue;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceCheck;
import io.costspan.ratecard.PriceCheck.Finding;
import io.costspan.ratecard.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public tables as they are, where they lie beside the project. */
class WholeTablesTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          UserCatalog.attributes(List.of()), UserCatalog.attributesByProvider(List.of()));

  @TempDir Path folder;

  private SharedTables tables;

  @BeforeEach
  void find() {
    tables = SharedTables.find();
    assumeTrue(tables != null, "no folder ../shared/prices beside the project");
  }

  @Test
  void litellm_everyRowIsACardOrNamed() throws IOException {
    Set<String> known = known(new PriceImport(Format.LITELLM, tables.litellm()), 2300);
    assertThat(rows(tables.litellm()).members().keySet())
        .filteredOn(row -> endsOf(row).noneMatch(known::contains))
        .isEmpty();
  }

  @Test
  void genaiPrices_everyModelIsACardOrNamed() throws IOException {
    Set<String> known = known(new PriceImport(Format.GENAI_PRICES, tables.genai()), 1400);
    assertThat(rows(tables.genai()).items())
        .flatExtracting(provider -> provider.need("models").items())
        .filteredOn(
            model ->
                Stream.concat(Stream.of(model.need("id").text()), texts(model.need("match")))
                    .flatMap(WholeTablesTest::endsOf)
                    .noneMatch(known::contains))
        .isEmpty();
  }

  /** All names that a match rule is made of. */
  private static Stream<String> texts(JsonValue rule) {
    if (rule.isArray()) {
      return rule.items().stream().flatMap(WholeTablesTest::texts);
    }
    return rule.isText()
        ? Stream.of(rule.text())
        : rule.members().values().stream().flatMap(WholeTablesTest::texts);
  }

  /** The names of all that became cards or stands in the report. */
  private Set<String> known(PriceImport prices, int least) throws IOException {
    Path file = Files.writeString(folder.resolve("prices.json"), prices.priceFile());
    PriceCheck check = PriceCheck.of(CatalogFiles.read(List.of(file)), VOCABULARY);
    assertThat(check.findings()).filteredOn(Finding::error).isEmpty();
    assertThat(check.cards()).hasSize(prices.size()).hasSizeGreaterThan(least);
    Set<String> names = new HashSet<>();
    check.cards().forEach(card -> names.addAll(card.models()));
    prices
        .report()
        .entries()
        .forEach(
            entry -> entry.rows().forEach(row -> endsOf(row.split(" ")[0]).forEach(names::add)));
    return names;
  }

  /** {@code a/b/c}, {@code b/c}, {@code c}: the name with fewer and fewer prefixes. */
  private static Stream<String> endsOf(String row) {
    String name = row.toLowerCase(Locale.ROOT).replace('@', '-');
    return Stream.iterate(name, end -> !end.isEmpty(), WholeTablesTest::withoutFirstPart);
  }

  private static String withoutFirstPart(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(slash + 1);
  }

  private static JsonValue rows(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.toString(), in);
    }
  }
}
