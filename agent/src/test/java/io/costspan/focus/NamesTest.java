package io.costspan.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final Path PROVIDERS = Path.of("src/main/resources/io/costspan/catalog/providers");
  private static final Pattern PROVIDER = Pattern.compile("(?m)^  \"provider\": \"([^\"]+)\"");

  private final Names names = new Names();

  @Test
  void providersOfTheCatalog_haveNames() throws IOException {
    Set<String> providers = new TreeSet<>();
    try (Stream<Path> files = Files.list(PROVIDERS)) {
      for (Path file : files.toList()) {
        PROVIDER
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> providers.add(match.group(1)));
      }
    }
    providers.removeAll(Set.of("auto", "compatible"));

    assertThat(providers).hasSizeGreaterThan(100).allMatch(names::isListed);
  }

  @Test
  void providerOfTheUsers_goesByItsOwnName() {
    assertThat(names.service("acme.search"))
        .isEqualTo(new Names.Service("acme.search", "acme.search", "Generative AI"));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini, OpenAI, GPT",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0, Anthropic, Claude",
    "meta-llama/Llama-3.3-70B-Instruct, Meta, Llama",
    "accounts/fireworks/models/llama-v3p1-8b-instruct, Meta, Llama",
    "nvidia/llama-3.1-nemotron-70b-instruct, NVIDIA, Nemotron",
    "deepseek-r1-distill-llama-70b, DeepSeek, DeepSeek",
    "amazon.nova-lite-v1:0, Amazon, Nova",
    "qwen3-max, Alibaba Cloud, Qwen",
    "o4-mini, OpenAI, o-series",
    "gemini-2.5-flash, Google, Gemini",
    "whisper-1, OpenAI, Whisper"
  })
  void model_isKnownByAWordInItsName(String model, String developer, String family) {
    assertThat(names.model(model)).isEqualTo(new Names.Model(developer, family));
  }

  @ParameterizedTest
  @CsvSource({"nova-3", "acme-1", "supernova-lite", "ultrasonar"})
  void otherModel_isNotGuessed(String model) {
    assertThat(names.model(model)).isNull();
  }
}
