package io.costspan.verdict;

import io.costspan.manual.Manual;
import org.junit.jupiter.api.Test;

class BillingManualTest {
  @Test
  void page_isTheTruthTable() {
    Manual.check("billing.md", BillingPage.text().stripTrailing() + "\n");
  }
}
