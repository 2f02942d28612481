package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FaultWarningsTest {
  @Test
  void say_faultsOfAKind_areOneWarningEver() {
    Faults.count("lost_for_this_test", 2);
    assertThat(said()).containsOnlyOnce("2 faults of the agent (lost_for_this_test)");

    Faults.count("lost_for_this_test");
    assertThat(said()).doesNotContain("lost_for_this_test");
  }

  @Test
  void say_faultThatItsPlaceWarnsOf_isNotRepeated() {
    Faults.count("ledger_limit");

    assertThat(said()).doesNotContain("ledger.limit");
  }

  private static String said() {
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed));
    try {
      FaultWarnings.say();
    } finally {
      System.setErr(stderr);
    }
    return printed.toString();
  }
}
