package io.costspan.it.prices;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.costspan.it.Build;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The script of docs/price-files.md for fresh public prices, night after night. */
class NightlyPricesIT {
  @RegisterExtension
  static final WireMockExtension LIST =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  @TempDir Path directory;
  private String script = "";

  @BeforeEach
  void readScript() throws IOException {
    String page = Files.readString(Build.existing("docs/price-files.md"));
    Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    script = block.group(1).replaceFirst("https://raw\\S+?(?=/[^/]+\n)", LIST.baseUrl());
    script = script.replace("/opt/costspan-agent.jar", Build.agentJar().toString());
    script = script.replace("/etc/costspan-prices", directory.toString());
    assertThat(script).contains(LIST.baseUrl() + "/model_prices_and_context_window.json");
  }

  @Test
  void eachNight_theFileHasTheNewestPrices_andTheOutputTellsTheDifference() throws Exception {
    answer(ok(list("2.5e-06")));
    assertThat(runScript())
        .contains("1 rate cards", "All good: 1 rate card")
        .doesNotContain("differ");
    assertThat(prices()).contains("\"litellm/openai/gpt-4o\"", "\"2.5\"");

    answer(ok(list("2e-06")));
    assertThat(runScript())
        .contains("  - input_tokens, cache_write_tokens 2.5 USD 1000000")
        .contains("  + input_tokens, cache_write_tokens 2 USD 1000000");
    assertThat(prices()).contains("\"2\"").doesNotContain("\"2.5\"");
  }

  @Test
  void nightWithoutAnAnswer_orWithoutPrices_leavesTheFileAsItIs() throws Exception {
    answer(ok(list("2.5e-06")));
    runScript();
    String before = prices();

    for (ResponseDefinitionBuilder answer :
        new ResponseDefinitionBuilder[] {serverError(), ok("{}"), ok("<html>"), ok("[]")}) {
      answer(answer);
      Files.writeString(directory.resolve("public.json.new"), "{}"); // of a night that was cut
      assertThat(start().waitFor()).isNotZero();
      assertThat(prices()).isEqualTo(before);
    }
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    LIST.resetMappings();
    LIST.stubFor(any(anyUrl()).willReturn(answer));
  }

  private static String list(String input) {
    return """
        {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": %s,
          "cache_read_input_token_cost": 1.25e-06, "output_cost_per_token": 1e-05}}
        """
        .formatted(input);
  }

  private String prices() throws IOException {
    return Files.readString(directory.resolve("public.json"));
  }

  private String runScript() throws Exception {
    Process process = start();
    assertThat(process.waitFor()).as(output()).isZero();
    return output();
  }

  private Process start() throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
    shell.redirectErrorStream(true).redirectOutput(log());
    String path = shell.environment().get("PATH");
    shell.environment().put("PATH", System.getProperty("java.home") + "/bin:" + path);
    return shell.start();
  }

  private String output() throws IOException {
    return Files.readString(log().toPath());
  }

  private File log() {
    return directory.resolve("night.log").toFile();
  }
}
