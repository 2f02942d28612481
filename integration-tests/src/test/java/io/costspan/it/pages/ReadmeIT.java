package io.costspan.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.Build;
import io.costspan.it.Finished;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first steps of the README, pasted one after the other into an empty folder. A folder stands
 * for Maven Central, to which nothing has been published yet.
 */
class ReadmeIT {
  private static final Page README = new Page("../README.md");
  private static final String CENTRAL = "https://repo1.maven.org/maven2/";
  private static final String CAPTURE =
      """
      {"log": {"entries": [{"startedDateTime": "2026-11-20T10:00:00Z",
        "request": {"method": "POST", "url": "https://api.openai.com/v1/chat/completions",
          "postData": {"mimeType": "application/json", "text": "{\\"model\\": \\"gpt-4o\\"}"}},
        "response": {"status": 200, "content": {"mimeType": "application/json",
          "text": "{\\"model\\": \\"gpt-4o\\", \\"usage\\": {\\"prompt_tokens\\": 1200, \\"completion_tokens\\": 0}}"}}}]}}
      """;

  @AutoClose private final Attaching attaching = new Attaching();

  @BeforeEach
  void download() throws IOException {
    Path central = attaching.folder().resolve("central");
    Path published = central.resolve(coordinates());
    Files.createDirectories(published.getParent());
    Files.copy(Build.agentJar(), published);
    paste(README.text("download").replace(CENTRAL, central.toUri().toString()));
  }

  /** From the POMs, as the first release will have them. */
  private static String coordinates() throws IOException {
    String version = version();
    return "io/costspan/costspan-agent/" + version + "/costspan-agent-" + version + ".jar";
  }

  private static String version() throws IOException {
    String pom = Files.readString(Build.existing("release/pom.xml"));
    Matcher version = Pattern.compile("<version>(.*?)(-SNAPSHOT)?</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(pom).contains("<artifactId>costspan-agent</artifactId>");
    return version.group(1);
  }

  @Test
  void everySnippet_isRunHere() {
    Set<String> named =
        README.names().stream().filter(name -> !name.isEmpty()).collect(Collectors.toSet());

    assertThat(named)
        .containsExactlyInAnyOrder("download", "attach", "without-attaching", "completion");
  }

  @Test
  void download_isTheArtifactOfThePoms() throws IOException {
    assertThat(README.text("download")).contains(CENTRAL + coordinates());
    assertThat(attaching.folder().resolve("costspan-agent.jar"))
        .hasSameBinaryContentAs(Build.agentJar());
  }

  @Test
  void attach_downloadedJar_ratesTheCallsOfTheApplication() throws IOException {
    attaching.app();
    attaching.call(attaching.child(), README.text("attach"));

    attaching.assertRated();
  }

  @Test
  void withoutAttaching_recordedCallsAndPricesAreShown() throws IOException {
    Files.writeString(attaching.folder().resolve("capture.har"), CAPTURE);
    Finished finished = paste(README.text("without-attaching"));

    assertThat(finished.stdout()).contains("0.003", "openai/gpt-4o");
  }

  @Test
  void completion_isTakenByBash() {
    Finished finished =
        paste("exec bash -c '" + README.text("completion") + "complete -p costspan'\n");

    assertThat(finished.stdout()).contains("complete", "_complete_costspan");
  }

  @Test
  void jbangCatalog_namesTheSameArtifact() throws IOException {
    var catalog = new ObjectMapper().readTree(Build.existing("jbang-catalog.json").toFile());

    assertThat(catalog.at("/aliases/costspan/script-ref").asText())
        .isEqualTo("io.costspan:costspan-agent:" + version());
  }

  private Finished paste(String lines) {
    try (RunningJvm shell = attaching.child().startShell(attaching.folder(), lines)) {
      Finished finished = shell.await();
      finished.transcript();
      return finished;
    }
  }
}
