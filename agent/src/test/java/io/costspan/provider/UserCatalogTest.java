package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCatalogTest {
  private static final String GROQ =
      "{\"provider\": \"groq\", \"like\": \"openai\", \"hosts\": [\"api.groq.com\"]}";

  @TempDir Path directory;
  private final List<String> refusals = new ArrayList<>();

  @Test
  void load_providerFileAmongPriceFiles_isWatched() throws IOException {
    Files.writeString(directory.resolve("groq.json"), GROQ);
    Files.writeString(directory.resolve("prices.json"), "{\"cards\": []}");

    Catalog catalog = UserCatalog.load(List.of(directory), List.of(), refusals::add);

    assertThat(catalog.endpoint("api.groq.com", 443)).isNotNull();
    assertThat(catalog.endpoint("api.openai.com", 443)).isNotNull();
    assertThat(refusals).isEmpty();
  }

  @Test
  void load_badProviderFile_isLeftOutAlone() throws IOException {
    Files.writeString(directory.resolve("bad.json"), "{\"provider\": \"x\",\n \"hots\": []}");
    Files.writeString(directory.resolve("groq.json"), GROQ);

    Catalog catalog = UserCatalog.load(List.of(directory), List.of(), refusals::add);

    assertThat(catalog.endpoint("api.groq.com", 443)).isNotNull();
    assertThat(refusals).singleElement().asString().contains("bad.json, line 2", "hots");
  }

  @Test
  void load_endpointOfUnknownProvider_isLeftOutAlone() {
    Catalog catalog =
        UserCatalog.load(
            List.of(),
            List.of(
                new EndpointOption(URI.create("http://one.corp"), "opnai"),
                new EndpointOption(URI.create("http://two.corp"), "openai")),
            refusals::add);

    assertThat(catalog.endpoint("one.corp", 80)).isNull();
    assertThat(catalog.endpoint("two.corp", 80)).isNotNull();
    assertThat(refusals).singleElement().asString().contains("endpoints", "opnai", "known are");
  }
}
