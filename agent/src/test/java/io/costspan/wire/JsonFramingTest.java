package io.costspan.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body leaves to the next one makes no difference to it. */
class JsonFramingTest {
  private static final String BODY =
      "{\"a\":\"x\\ny\",\"b\":[{\"c\":12},{\"c\":13}],\"t\":\"words\"}";

  private final JsonPaths paths = paths();

  @ParameterizedTest
  @ValueSource(
      strings = {
        BODY,
        "{\"a\":\"cut in a tex",
        "{\"a\":\"cut in an escape \\u00",
        "{\"a\":\"" + "é",
        "{\"b\":[{\"c\":1",
        "{\"b\":[{\"c\":1]",
        "{\"z\":{\"skipped\":\"tree",
        "{\"t\":\"words that are measur",
        "[{\"a\":\"unwrapped\"},{\"a\":",
        "not JSON",
        "12"
      })
  void bytes_afterAnyOtherBody_readsTheSame(String before) {
    for (int cut = 1; cut <= before.length(); cut++) {
      read(paths, before.substring(0, cut), before.startsWith("["));

      assertThat(read(paths, BODY, false)).isEqualTo(read(paths(), BODY, false));
    }
  }

  @Test
  void bytes_twoBodiesAtOnce_doNotDisturbEachOther() {
    read(paths, BODY, false);
    RecordingSink first = new RecordingSink();
    RecordingSink second = new RecordingSink();
    JsonFraming one = framing(paths, first, false);
    JsonFraming other = framing(paths, second, false);
    byte[] bytes = BODY.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      one.bytes(bytes, at, at + 1);
      other.bytes(bytes, at, at + 1);
    }

    assertThat(first.calls()).isEqualTo(second.calls()).isEqualTo(told(BODY));
  }

  @Test
  void bytes_afterTheEnd_areNoneOfTheNextBody() {
    RecordingSink sink = new RecordingSink();
    JsonFraming over = framing(paths, sink, false);
    feed(over, BODY);
    RecordingSink next = new RecordingSink();
    JsonFraming begun = framing(paths, next, false);
    feed(begun, BODY.substring(0, 20));

    feed(over, BODY);
    over.end();
    feed(begun, BODY.substring(20));

    assertThat(over.state()).isEqualTo(Framing.State.DONE);
    assertThat(begun.state()).isEqualTo(Framing.State.DONE);
    assertThat(next.calls()).isEqualTo(sink.calls());
  }

  @Test
  void bytes_bodyLikeTheOneBefore_allocatesLittle() {
    ForgettingSink sink = new ForgettingSink();
    byte[] bytes = "{\"t\":\"words\"}".getBytes(UTF_8);
    Wanted wanted = new Wanted(paths, sink, () -> false);

    assertThat(
            Allocation.least(
                1000, () -> new JsonFraming(wanted, false).bytes(bytes, 0, bytes.length)))
        .isLessThan(80);
  }

  private static JsonPaths paths() {
    JsonPaths paths = new JsonPaths();
    for (String path : List.of("a", "b[].c")) {
      paths.add(path);
    }
    paths.measure("t");
    return paths;
  }

  private static JsonFraming framing(JsonPaths paths, JsonSink sink, boolean many) {
    return new JsonFraming(new Wanted(paths, sink, () -> false), many);
  }

  private static List<String> read(JsonPaths paths, String body, boolean many) {
    RecordingSink sink = new RecordingSink();
    JsonFraming framing = framing(paths, sink, many);
    feed(framing, body);
    framing.end();
    sink.calls().add(framing.state() + (framing.streaming() ? " of a stream" : ""));
    return sink.calls();
  }

  private static List<String> told(String body) {
    List<String> told = read(paths(), body, false);
    return told.subList(0, told.size() - 1);
  }

  private static void feed(JsonFraming framing, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    framing.bytes(Arrays.copyOf(bytes, bytes.length), 0, bytes.length);
  }
}
