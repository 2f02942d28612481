package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.manual.Manual;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/man} is rendered from the commands. */
class ManPagesManualTest {
  private static final Path FOLDER = Path.of("..", "docs", "man");
  private static final Path MAN = Path.of("/usr/bin/man");

  @Test
  void pages_areThoseOfTheCommands() throws IOException {
    Map<String, String> pages = pages();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Manual.check("man/" + page.getKey(), page.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  @Test
  void page_isReadByMan() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(MAN), "NOT TESTED: man pages, for want of man");
    Process man =
        new ProcessBuilder(
                MAN.toString(), "--warnings", "-l", FOLDER.resolve("costspan-rate.1").toString())
            .redirectErrorStream(true)
            .start();
    String shown = new String(man.getInputStream().readAllBytes()).replaceAll(".\b", "");

    assertThat(man.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(shown)
        .startsWith("COSTSPAN-RATE(1)")
        .contains("NAME\n", "SYNOPSIS\n", "OPTIONS\n", "--explain", "EXAMPLES\n")
        .doesNotContain("warning");
  }

  private static Map<String, String> pages() {
    PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
    Map<String, String> pages = new TreeMap<>();
    add("costspan", Main.commands(InputStream.nullInputStream(), nowhere, nowhere), pages);
    return pages;
  }

  private static void add(String name, CommandLine command, Map<String, String> pages) {
    pages.put(name + ".1", new ManPage(name, command).toString());
    new TreeMap<>(command.getSubcommands())
        .forEach((word, sub) -> add(name + "-" + word, sub, pages));
  }
}
