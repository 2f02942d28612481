package io.costspan.cells;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.condition.Accepted;
import io.costspan.json.JsonValue;
import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.JsonSink;
import io.costspan.wire.Recording;
import io.costspan.wire.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded and replayed must do to the cells what it does when it is told. */
class CellRecordingTest {
  private static final String OTHER =
      "{\"id\":\"other\",\"model\":\"o\",\"kind\":\"b\",\"usage\":9,\"part\":{\"text\":\"z\"},\"max\":5,\"sum\":1}";

  private final CellTable table = new CellTable();
  private int cells;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\",\"model\":\"m\"}",
        "{\"id\":\"\",\"model\":null,\"flag\":true,\"n\":1.50}",
        "{\"n\":1e99,\"id\":7}",
        "{\"kind\":\"a\",\"usage\":7}",
        "{\"usage\":7,\"kind\":\"a\"}",
        "{\"usage\":7,\"kind\":\"b\"}",
        "{\"usage\":7}",
        "{\"max\":3,\"sum\":2,\"tags\":[\"x\",\"y\"]}",
        "{\"text\":\"four\",\"items\":[{\"done\":true,\"size\":1},{\"size\":2},{\"done\":true}]}",
        "{\"part\":{\"text\":\"a\"},\"n\":1}{\"part\":{},\"n\":2}",
      })
  void replay_anyValues_doesWhatTellingThemDoes(String document) {
    add(Merge.LAST, Map.of(), "id");
    add(Merge.LAST, Map.of(), "model", "id");
    add(Merge.LAST, Map.of(), "flag");
    add(Merge.LAST, Map.of(), "n");
    add(Merge.LAST, Map.of("kind", accepted("\"a\"")), "usage");
    add(Merge.MAX, Map.of(), "max");
    add(Merge.SUM, Map.of(), "sum");
    add(Merge.DISTINCT, Map.of(), "tags[]");
    add(Merge.LENGTH, Map.of(), "text");
    add(Merge.COUNT, Map.of("done", accepted("true")), "items[]");
    add(Merge.SUM, Map.of("done", accepted("true")), "items[].size");
    add(Merge.LAST, Map.of(), "part.text");
    table.renew("part");

    assertThat(replayed(document, document, OTHER, document))
        .isEqualTo(told(document, document, OTHER, document));
    assertThat(replayed(OTHER, document, OTHER)).isEqualTo(told(OTHER, document, OTHER));
  }

  private void add(Merge merge, Map<String, Accepted> where, String... paths) {
    table.add(new Cell(cells++, merge, Measure.EXACT, List.of(paths), where));
  }

  private static Accepted accepted(String json) {
    return Accepted.parse("name", JsonValue.parse("test", "{\"v\":" + json + "}").need("v"));
  }

  private String told(String... documents) {
    @Nullable Object[] values = new Object[cells];
    CellSink sink = new CellSink(table, values);
    for (String document : documents) {
      read(document, sink);
    }
    return text(values, sink);
  }

  private String replayed(String... documents) {
    @Nullable Object[] values = new Object[cells];
    CellSink sink = new CellSink(table, values);
    Map<String, Recording> recordings = new HashMap<>();
    for (String document : documents) {
      recordings.computeIfAbsent(document, json -> record(json, sink)).replay();
    }
    return text(values, sink);
  }

  private Recording record(String document, CellSink sink) {
    Recording recording = sink.recording();
    read(document, recording);
    return recording;
  }

  private void read(String json, JsonSink sink) {
    byte[] bytes = json.getBytes(UTF_8);
    Wanted wanted = new Wanted(table.paths(), sink, () -> false, true);
    Framing framing = Framings.ofRequest("application/json", null, wanted, (n, v, length) -> {});
    framing.bytes(bytes, 0, bytes.length);
    framing.end();
  }

  private static String text(@Nullable Object[] values, CellSink sink) {
    List<String> all = new ArrayList<>();
    for (Object value : values) {
      all.add(String.valueOf(value));
    }
    return all + " of " + sink.documents();
  }
}
