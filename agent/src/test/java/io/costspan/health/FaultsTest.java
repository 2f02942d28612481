package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void described_fault_namesTheFirstFrameOfOursAndNoMessage() {
    String described = Faults.described(thrownBy(() -> List.of().get(0)));

    assertThat(described)
        .startsWith("java.lang.ArrayIndexOutOfBoundsException at io.costspan.health.FaultsTest.")
        .contains("(FaultsTest.java:")
        .doesNotContain("Index 0", "java.util");
  }

  @Test
  void described_faultInAPackedLibrary_namesWhoCalledIt() {
    Throwable fault = new IllegalStateException("secret");
    fault.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.costspan.deps.brotli.Decode", "run", "Decode.java", 7),
          new StackTraceElement("io.costspan.wire.BrotliFraming", "end", "BrotliFraming.java", 88)
        });

    assertThat(Faults.described(fault))
        .isEqualTo(
            "java.lang.IllegalStateException at io.costspan.wire.BrotliFraming.end"
                + " (BrotliFraming.java:88)");
  }

  @Test
  void described_noFrames_isTheKindAlone() {
    Throwable fault = new IllegalStateException("secret");
    fault.setStackTrace(new StackTraceElement[0]);

    assertThat(Faults.described(fault)).isEqualTo("java.lang.IllegalStateException");
  }

  private static Throwable thrownBy(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      return fault;
    }
    throw new AssertionError("nothing was thrown");
  }
}
