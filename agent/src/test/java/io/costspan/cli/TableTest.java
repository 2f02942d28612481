package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void toString_columnsAreAsWideAsTheirWidestCell() {
    assertThat(table().toString().lines())
        .containsExactly(
            "ID                      MODELS", "openai/gpt-5.6-luna     gpt-5.6-luna-2026-07-09");
  }

  @Test
  void toString_ofANarrowTerminal_cutsTheLastCellsFirst() {
    assertThat(table().toString(40).lines())
        .allMatch(line -> line.length() <= 40)
        .last()
        .isEqualTo("openai/gpt-5.6-luna     gpt-5.6-luna-...");
    assertThat(table().toString(30).lines())
        .allMatch(line -> line.length() <= 30)
        .last()
        .isEqualTo("openai/gpt-5.6-...  gpt-5.6...");
  }

  @Test
  void toString_ofATerminalWithoutRoom_keepsDaysWhole() {
    Table table = new Table("ID", "FROM", "MODELS");
    table.add("openai/gpt-5.6-luna", "2026-07-30", "gpt-5.6-luna-2026-07-09");

    assertThat(table.toString(26).lines())
        .allMatch(line -> line.length() <= 26)
        .last()
        .isEqualTo("open...  2026-07-30  gp...");
    assertThat(table.toString(5).lines()).last().isEqualTo("op...  2026-07-30  gp...");
  }

  private static Table table() {
    Table table = new Table("ID", "MODELS");
    table.add("openai/gpt-5.6-luna   ", "gpt-5.6-luna-2026-07-09");
    return table;
  }
}
