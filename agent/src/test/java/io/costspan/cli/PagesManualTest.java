package io.costspan.cli;

import io.costspan.manual.Manual;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages whose examples need no files but those of the tutorial. */
class PagesManualTest {
  @TempDir Path dir;

  /** The files of the tutorial are there for other pages too. */
  @ParameterizedTest
  @ValueSource(strings = {"provider-files.md", "command-line.md"})
  void page_showsWhatItsCommandsPrint(String page) throws IOException {
    String tutorial = new ConsolePage("provider-files.md", dir).rendered();
    Manual.check(
        page, page.equals("provider-files.md") ? tutorial : new ConsolePage(page, dir).rendered());
  }
}
