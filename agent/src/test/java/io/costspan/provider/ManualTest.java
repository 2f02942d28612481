package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.JsonValue;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The short examples of docs/provider-files.md do what the manual says; {@code PagesManualTest}
 * runs the others.
 */
class ManualTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```json (?:small|house)\\.json\n(\\{.*?\\})\n```", Pattern.DOTALL);

  @Test
  void manual_examples_work() throws IOException {
    List<JsonValue> files = new ArrayList<>(examples());
    assertThat(files).hasSize(2);
    files.addAll(BundledProviders.files());
    Traffic traffic = new Traffic(Catalog.load(files, List.of()));

    UsageRecord chat =
        traffic
            .post("https://api.small.example/v1/chat/completions", "{\"model\":\"acme-1\"}")
            .json("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");
    UsageRecord scan =
        traffic.post("https://ocr.corp.example/scan", "{}").json("{\"text\":\"hi\"}");

    assertThat(chat.provider()).isEqualTo("small");
    assertThat(chat).counts("input_tokens 3", "output_tokens 1");
    assertThat(scan).counts("requests 1");
    assertThat(scan.url().get("path")).isEqualTo("/scan");
  }

  private static List<JsonValue> examples() throws IOException {
    Matcher block = EXAMPLE.matcher(Files.readString(Path.of("../docs/provider-files.md")));
    List<JsonValue> examples = new ArrayList<>();
    while (block.find()) {
      examples.add(TestFiles.file("example" + examples.size() + ".json", block.group(1)));
    }
    return examples;
  }
}
