package io.costspan.it.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each alert has a test in which it fires, one in which it is silent, and a runbook. */
class AlertFilesTest {
  private static final Path FOLDER = Build.existing("observability/prometheus");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern FIRING =
      Pattern.compile("alertname: (\\w+)\\s+exp_alerts:\\s+- exp_labels");
  private static final Pattern SILENT = Pattern.compile("alertname: (\\w+)\\s+exp_alerts: \\[]");
  private static final Pattern RUNBOOK =
      Pattern.compile("runbook_url: https://\\S+/docs/alerts[.]md#(\\w+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");
  private static final Pattern RECORD = Pattern.compile("record: (\\S+)");
  private static final Pattern LIMIT = Pattern.compile("\\b(ai:limit:\\w+)");

  private final String alerts = text("alerts.yml");

  @Test
  void alerts_areTestedFiringAndSilent() throws IOException {
    String tests;
    try (Stream<Path> files = Files.list(FOLDER.resolve("tests"))) {
      tests = files.map(file -> text("tests/" + file.getFileName())).collect(Collectors.joining());
    }

    assertThat(all(ALERT, alerts)).hasSizeGreaterThanOrEqualTo(10);
    assertThat(all(FIRING, tests)).isEqualTo(all(ALERT, alerts));
    assertThat(all(SILENT, tests)).isEqualTo(all(ALERT, alerts));
  }

  @Test
  void alerts_leadToTheirRunbook() throws IOException {
    Set<String> names =
        all(ALERT, alerts).stream()
            .map(name -> name.toLowerCase())
            .collect(Collectors.toCollection(TreeSet::new));
    String page = Files.readString(Build.existing("docs/alerts.md"));

    assertThat(all(RUNBOOK, alerts)).isEqualTo(names);
    assertThat(all(HEADING, page)).containsAll(all(ALERT, alerts));
  }

  @Test
  void limits_areAllUsed() {
    assertThat(all(LIMIT, alerts + text("recording.yml")))
        .containsAll(all(RECORD, text("limits.yml")));
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file))
          .lines()
          .filter(AlertFilesTest::says)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean says(String line) {
    return !line.strip().startsWith("#");
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
