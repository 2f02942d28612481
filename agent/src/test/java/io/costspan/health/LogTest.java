package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void isNews_sameLineWithinAMinute_isNot() {
    assertThat(Log.isNews("same", 0)).isTrue();
    assertThat(Log.isNews("same", 59 * SECOND)).isFalse();
    assertThat(Log.isNews("other", 59 * SECOND)).isTrue();
    assertThat(Log.isNews("same", 60 * SECOND)).isTrue();
  }

  @Test
  void isNews_tenThousandLines_areRemembered() {
    for (int i = 0; i < 10_000; i++) {
      Log.isNews("line " + i, 0);
    }

    assertThat(Log.isNews("line 0", SECOND)).isFalse();
    Log.isNews("one more", 0);
    assertThat(Log.isNews("line 9999", SECOND)).isFalse();
    assertThat(Log.isNews("line 0", SECOND)).isTrue();
  }
}
