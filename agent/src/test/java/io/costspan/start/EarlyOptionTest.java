package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyOptionTest {
  @AfterEach
  void clear() {
    System.clearProperty("costspan.enabled");
  }

  @ParameterizedTest
  @CsvSource({
    "enabled=false, true",
    "'receipt=false, enabled = FALSE', true",
    "enabled=true, false",
    "receipt=false, false",
    "'', false",
    ", false"
  })
  void isOff_arguments(String arguments, boolean off) {
    assertThat(EarlyOption.isFalse("enabled", arguments)).isEqualTo(off);
  }

  @Test
  void isOff_property_unlessArgumentsSayOtherwise() {
    System.setProperty("costspan.enabled", "false");

    assertThat(EarlyOption.isFalse("enabled", null)).isTrue();
    assertThat(EarlyOption.isFalse("enabled", "enabled=true")).isFalse();
  }
}
