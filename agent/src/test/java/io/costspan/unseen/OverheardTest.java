package io.costspan.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Allocation;
import org.junit.jupiter.api.Test;

class OverheardTest {
  private final Overheard overheard = new Overheard();

  @Test
  void note_sameHostAgain_isCountedWithoutAllocating() {
    overheard.note("http", "gpu.test", 8000, "openai", true);

    assertThat(
            Allocation.least(1_000, () -> overheard.note("http", "gpu.test", 8000, "openai", true)))
        .isZero();
    assertThat(Unseen.notes())
        .contains("gpu.test: 1001 calls not rated (openai, not in endpoints)");
  }

  @Test
  void note_manyHosts_atMostTenAreRemembered() {
    for (int i = 0; i < 20; i++) {
      overheard.note("http", "host" + i + ".test", -1, "openai", true);
    }

    assertThat(Unseen.notes()).anyMatch(note -> note.startsWith("host9.test: 1 call "));
    assertThat(Unseen.notes()).noneMatch(note -> note.startsWith("host10.test"));
  }

  @Test
  void hint_namesTheOption_andAutoWhereAPrefixWouldBeShown() {
    assertThat(Overheard.hint("HTTP", "localhost", 4000, "openai", true))
        .startsWith(
            "http://localhost:4000 speaks openai and is not known, so its calls are not rated: add"
                + " endpoints=http://localhost:4000=openai;");
    assertThat(Overheard.hint("https", "ai.corp", -1, "anthropic", false))
        .contains("add endpoints=https://ai.corp=auto;");
  }
}
