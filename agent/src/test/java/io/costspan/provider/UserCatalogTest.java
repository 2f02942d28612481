package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.CatalogFiles;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCatalogTest {
  private static final String GROQ =
      "{\"provider\": \"groq\", \"like\": \"openai\", \"hosts\": [\"api.groq.com\"]}";

  @TempDir Path directory;
  private final List<String> refusals = new ArrayList<>();

  @Test
  void load_providerFileAmongPriceFiles_isWatched() throws IOException {
    Files.writeString(directory.resolve("groq.json"), GROQ);
    Files.writeString(directory.resolve("prices.json"), "{\"cards\": []}");

    Catalog catalog = load();

    assertThat(catalog.endpoint("api.groq.com", 443)).isNotNull();
    assertThat(catalog.endpoint("api.openai.com", 443)).isNotNull();
    assertThat(refusals).isEmpty();
  }

  @Test
  void load_fileThatHidesABundledOne_leavesThoseLikeItAsTheyAre() throws IOException {
    Files.writeString(
        directory.resolve("openai.json"),
        """
        {"provider": "openai", "hosts": ["api.openai.com"],
         "operations": {"POST /mine": {"operation": "mine", "reader": "mine"}},
         "readers": {"mine": {"quantities": [{"meter": "requests", "count": "1"}]}}}
        """);

    Catalog catalog = load();

    assertThat(operation(catalog, "api.openai.com", "/mine")).isEqualTo("mine");
    assertThat(operation(catalog, "api.openai.com", "/v1/chat/completions")).isEqualTo("unknown");
    assertThat(operation(catalog, "api.groq.com", "/openai/v1/chat/completions")).isEqualTo("chat");
    assertThat(operation(catalog, "openrouter.ai", "/api/v1/chat/completions")).isEqualTo("chat");
    assertThat(refusals).isEmpty();
  }

  private Catalog load() {
    return UserCatalog.load(CatalogFiles.read(List.of(directory)), List.of(), true, refusals::add);
  }

  private static String operation(Catalog catalog, String host, String path) {
    return catalog
        .endpoint(host, 443)
        .match(Request.of("POST", path, Headers.NONE))
        .operation()
        .name();
  }

  @Test
  @DisplayName(
      "security: A provider file that contains an error is left out, and the others are used.")
  void load_badProviderFile_isLeftOutAlone() throws IOException {
    Files.writeString(directory.resolve("bad.json"), "{\"provider\": \"x\",\n \"hots\": []}");
    Files.writeString(directory.resolve("groq.json"), GROQ);

    Catalog catalog = load();

    assertThat(catalog.endpoint("api.groq.com", 443)).isNotNull();
    assertThat(refusals).singleElement().asString().contains("bad.json, line 2", "hots");
  }

  @Test
  void load_fileWithSeveralErrors_namesEachWithItsLineAndNothingThatOnlyFollows()
      throws IOException {
    Files.writeString(
        directory.resolve("acme.json"),
        """
        {"provider": "acme",
         "hots": ["api.acme.test"],
         "operations": {
           "POST /a": {"operation": "chat", "reader": "chat"},
           "POST /b": {"operation": "chat", "reader": "chatt"}},
         "readers": {
           "chat": {
             "values": {
               "input": "= total - outptu",
               "total": {"sume": "usage.total"},
               "output": "usage.out"},
             "evidences": ["input"],
             "quantities": [
               {"meter": "input_tokns", "count": "input"},
               {"meter": "output_tokens", "count": "output + cached"},
               {"meter": "input_tokens", "count": "input + total"}]},
           "none": {"like": "missing"}}}
        """);

    load();

    assertThat(refusals)
        .extracting(refusal -> refusal.substring(refusal.indexOf("line "), refusal.indexOf(';')))
        .containsExactlyInAnyOrder(
            "line 2: unknown word \"hots\"",
            "line 5: unknown reader \"chatt\"",
            "line 9: unknown value \"outptu\"",
            "line 10: unknown word \"sume\"",
            "line 12: unknown word \"evidences\"",
            "line 14: unknown meter \"input_tokns\"",
            "line 15: unknown value \"cached\"",
            "line 17: there is no reader \"missing\"");
  }

  @Test
  void providers_fileWhoseProviderIsNoText_isLeftOut() throws IOException {
    Files.writeString(directory.resolve("bad.json"), "{\"provider\": {\"a\": 1}}");
    Files.writeString(directory.resolve("mine.json"), "{\"provider\": \"mine\"}");

    assertThat(UserCatalog.providers(CatalogFiles.read(List.of(directory))))
        .contains("mine", "openai");
  }

  @Test
  void load_fileThatIsLikeALaterOne_isKeptWhenAThirdIsBad() throws IOException {
    Files.writeString(
        directory.resolve("a.json"),
        "{\"provider\": \"a\", \"like\": \"b\", \"hosts\": [\"a.example.com\"]}");
    Files.writeString(directory.resolve("b.json"), "{\"provider\": \"b\", \"like\": \"openai\"}");
    Files.writeString(directory.resolve("c.json"), "{\"provider\": \"c\", \"hots\": []}");

    Catalog catalog = load();

    assertThat(catalog.endpoint("a.example.com", 443)).isNotNull();
    assertThat(refusals).singleElement().asString().contains("c.json, line 1", "hots");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brackets", "values"})
  void load_fileThatNestsWithoutEnd_isLeftOutAlone(String what) throws IOException {
    String brackets = "= " + "(".repeat(30_000) + "1" + ")".repeat(30_000);
    String values =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"v" + i + "\": \"{v" + (i + 1) + "}\"")
            .collect(Collectors.joining(", ", "", ", \"v20000\": \"x\""));
    Files.writeString(
        directory.resolve("deep.json"),
        "{\"provider\": \"deep\", \"readers\": {\"r\": {\"values\": {"
            + (what.equals("values") ? values : "\"v\": \"" + brackets + "\"")
            + "}}}}");
    Files.writeString(directory.resolve("groq.json"), GROQ);

    Catalog catalog = load();

    assertThat(catalog.endpoint("api.groq.com", 443)).isNotNull();
    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("deep.json, line 1", "nested too deeply");
  }

  @Test
  void load_endpointOfUnknownProvider_isLeftOutAlone() {
    Catalog catalog =
        UserCatalog.load(
            List.of(),
            List.of(
                new EndpointOption(URI.create("http://one.corp"), "opnai"),
                new EndpointOption(URI.create("http://two.corp"), "openai")),
            true,
            refusals::add);

    assertThat(catalog.endpoint("one.corp", 80)).isNull();
    assertThat(catalog.endpoint("two.corp", 80)).isNotNull();
    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("endpoints", "opnai", "known providers are");
  }
}
