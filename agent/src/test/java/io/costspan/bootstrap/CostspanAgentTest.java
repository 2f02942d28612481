package io.costspan.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostspanAgentTest {
  @ParameterizedTest
  @CsvSource({
    "1.8, true",
    "9, true",
    "11, true",
    "16, true",
    "17, false",
    "21, false",
    "25, false",
    "100, false"
  })
  void isTooOld_specificationVersion_belowSeventeen(String version, boolean tooOld) {
    assertThat(CostspanAgent.isTooOld(version)).isEqualTo(tooOld);
  }

  @Test
  void entryClass_isJava8Bytecode() throws Exception {
    try (var in =
        new DataInputStream(CostspanAgent.class.getResourceAsStream("CostspanAgent.class"))) {
      in.readInt();
      in.readUnsignedShort();

      assertThat(in.readUnsignedShort()).isEqualTo(52);
    }
  }
}
