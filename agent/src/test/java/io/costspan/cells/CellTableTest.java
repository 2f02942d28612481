package io.costspan.cells;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.Wanted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTableTest {
  @ParameterizedTest
  @ValueSource(strings = {"model", "id", "type", "service_tier", "choices[].object"})
  void read_nameOfSomething_isKeptForTheNextCall(String path) {
    CellTable table = tableOf(path);

    assertThat(read(table, path)).isEqualTo("text").isSameAs(read(table, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"messages[].content", "prompt", "input", "user", "error", "grid", "my_type"})
  void read_textThatMayBeAPrompt_isNotKept(String path) {
    CellTable table = tableOf(path);

    assertThat(read(table, path)).isEqualTo("text").isNotSameAs(read(table, path));
  }

  private static CellTable tableOf(String path) {
    CellTable table = new CellTable();
    table.add(new Cell(0, Merge.LAST, Measure.EXACT, List.of(path), Map.of()));
    return table;
  }

  private static @Nullable Object read(CellTable table, String path) {
    String open = path.contains("[]") ? path.replace("[].", "\":[{\"") : path;
    byte[] json =
        ("{\"" + open + "\":\"text\"" + (path.contains("[]") ? "}]" : "") + "}").getBytes(UTF_8);
    @Nullable Object[] cells = new Object[1];
    Wanted wanted = new Wanted(table.paths(), new CellSink(table, cells), () -> false);
    Framing framing =
        Framings.ofRequest("application/json", null, wanted, (name, value, codePoints) -> {});
    framing.bytes(json, 0, json.length);
    return cells[0];
  }
}
