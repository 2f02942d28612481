package io.costspan.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MergeTest {
  /** Of the 64 KiB that a call may hold. */
  private static final int LIMIT_BYTES = 32 << 10;

  @Test
  void distinct_longTexts_areToldApartWithoutBeingKept() {
    Object texts = Merge.DISTINCT.lift("\u4e00".repeat(500) + 1);
    for (int i = 0; i < 300; i++) {
      texts = Merge.DISTINCT.join(texts, Merge.DISTINCT.lift("\u4e00".repeat(500) + i));
    }

    assertThat(texts).isInstanceOf(Set.class);
    assertThat((Set<?>) texts).hasSize(256);
    assertThat(((Set<?>) texts).stream().mapToInt(text -> 2 * text.toString().length()).sum())
        .isLessThanOrEqualTo(LIMIT_BYTES);
  }

  @Test
  void distinct_longTextSeenTwice_isOne() {
    Object one = Merge.DISTINCT.lift("q".repeat(500));

    assertThat(Merge.DISTINCT.join(one, Merge.DISTINCT.lift("q".repeat(500))))
        .isEqualTo(Merge.DISTINCT.lift("q".repeat(500)));
  }
}
