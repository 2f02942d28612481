package io.costspan.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/focus.md tell all columns apart: those that we write, and all others. */
class FocusPageTest {
  private static final Path PAGE = Path.of("..", "docs", "focus.md");
  private static final Pattern COLUMN = Pattern.compile("`(\\w+)`");
  private static final String ABSENT = "and that are absent:";

  @Test
  void columnsThatAreWritten_standInTheTable() throws IOException {
    assertThat(columns(page().split(ABSENT)[0]))
        .containsExactlyInAnyOrderElementsOf(Column.of(true).stream().map(Column::id).toList());
  }

  @Test
  void otherColumnsOfTheSpecification_areSaidToBeAbsent() throws IOException {
    List<String> others = new ArrayList<>(FocusRules.OTHERS);
    others.removeAll(Column.of(true).stream().map(Column::id).toList());

    assertThat(columns(page().split(ABSENT)[1])).containsExactlyInAnyOrderElementsOf(others);
  }

  private static String page() throws IOException {
    return Files.readString(PAGE).split("## The columns")[1].split("## SkuPriceDetails")[0];
  }

  /** What stands in code style in the first cell of each row. */
  private static List<String> columns(String tables) {
    return tables
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|")[1])
        .flatMap(FocusPageTest::names)
        .toList();
  }

  private static Stream<String> names(String cell) {
    return COLUMN.matcher(cell).results().map(match -> match.group(1));
  }
}
