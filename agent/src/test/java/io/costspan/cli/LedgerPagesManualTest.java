package io.costspan.cli;

import io.costspan.manual.Manual;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages whose examples ask the sample ledgers, which readers find beside the pages. */
class LedgerPagesManualTest {
  private static final SampleLedger SAMPLE = new SampleLedger();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"reports.md", "what-if.md", "focus.md", "reconcile.md"})
  void page_showsWhatItsCommandsPrint(String page) throws IOException {
    SAMPLE.write(dir);

    Manual.check(page, new ConsolePage(page, dir).rendered());
  }

  @Test
  void ledgersBesideThePages_areTheSample() {
    SAMPLE.files().forEach((name, lines) -> Manual.check("ledgers/" + name, lines));
  }
}
