package io.costspan.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.manual.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PerformanceManualTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern LINE = Pattern.compile("(?m)^- \\[Performance\\].*\\n");

  @Test
  void page_rendersBudgetsAndResults() throws IOException {
    Manual.check("performance.md", new PerformancePage(Performance.read()).render());
  }

  @Test
  void readme_hasOneLineOfIt() throws IOException {
    String line = new PerformancePage(Performance.read()).summary();
    String readme = Files.readString(README);
    if (Boolean.getBoolean("manual.write")) {
      readme = LINE.matcher(readme).replaceFirst(line);
      Files.writeString(README, readme);
    }

    assertThat(readme).contains(line);
  }
}
