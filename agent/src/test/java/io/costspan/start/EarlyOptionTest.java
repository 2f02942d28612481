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
    "'enabled=false,control.file=/etc/costspan-control', false",
    "receipt=false, false",
    "'', false",
    ", false"
  })
  void isOff_arguments(String arguments, boolean off) {
    assertThat(EarlyOption.isOff(arguments)).isEqualTo(off);
  }

  @Test
  void isOff_property_unlessArgumentsSayOtherwise() {
    System.setProperty("costspan.enabled", "false");

    assertThat(EarlyOption.isOff(null)).isTrue();
    assertThat(EarlyOption.isOff("enabled=true")).isFalse();
  }
}
