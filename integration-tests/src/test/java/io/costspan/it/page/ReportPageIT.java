package io.costspan.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of {@code report --html} in a real browser, opened as a file. */
@Tag("browser")
class ReportPageIT {
  private static final Path SAMPLES = Path.of("..", "docs", "ledgers");
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  @Test
  void page_showsTheSumsAndLoadsNothing() throws Exception {
    Path folder = Scratch.folder("report-page");
    Path page = folder.resolve("spend.html");
    write(folder);
    Finished report =
        ChildJvm.onRunningJdk()
            .startBare(
                "-jar",
                Build.agentJar().toString(),
                "report",
                folder.toString(),
                "--by",
                "service,model",
                "--html",
                page.toString())
            .await();

    try (Chromium chromium = Chromium.start("evil.example")) {
      Tab tab = chromium.open();
      tab.resize(1200, 900);
      tab.go(page.toUri().toString());

      String sum =
          report.stdout().lines().filter(line -> line.startsWith("all")).findFirst().orElseThrow();
      assertThat(tab.text("document.querySelector('.sum').textContent"))
          .contains(sum.trim().split(" +")[2]);
      assertThat(tab.text("document.querySelector('#calls').textContent")).contains(HOSTILE);
      assertThat(tab.text("document.querySelector('#missing').textContent"))
          .contains("unrated", "unknown_model", "budget");
      assertThat(tab.value("document.querySelectorAll('#chart rect').length").asInt())
          .isGreaterThan(20);
      assertThat(
              tab.value("document.querySelector('#chart rect').getBoundingClientRect().height > 0"))
          .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
      assertThat(tab.text("getComputedStyle(document.querySelector('section')).borderTopStyle"))
          .isEqualTo("solid");
      assertThat(tab.value("document.scripts.length").asInt()).isZero();
      assertThat(tab.value("document.images.length").asInt()).isZero();
      assertThat(tab.events("Page.javascriptDialogOpening")).isEmpty();
      assertThat(tab.events("Log.entryAdded")).isEmpty();
      assertThat(urls(tab)).allMatch(url -> url.startsWith("file:") && url.endsWith("/spend.html"));
      tab.resize(360, 700);
      assertThat(tab.value("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(360);
      tab.close();
    }
  }

  private static List<String> urls(Tab tab) {
    return tab.events("Network.requestWillBeSent").stream()
        .map(event -> event.path("request").path("url"))
        .map(JsonNode::asText)
        .toList();
  }

  private static void write(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.toList()) {
        String lines = Files.readString(file).replace("\"acme-large\"", "\"" + HOSTILE + "\"");
        Files.writeString(folder.resolve(file.getFileName()), lines);
      }
    }
  }
}
