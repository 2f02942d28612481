package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramingTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void bytes_anyLineEnd_separatesEvents(String lineEnd) {
    String body = "event: a\ndata: {\"n\":1}\n\nevent: b\ndata: {\"n\":2}\n\n";
    assertThat(calls(body.replace("\n", lineEnd)))
        .containsExactly("event a", "0=#1", ".", "event b", "0=#2", ".", "DONE");
  }

  @Test
  void bytes_commentsAndOtherFields_areIgnored() {
    assertThat(calls(": {\"n\":9}\n\nid: 5\nretry: 10\ndatax: {\"n\":8}\ndata: {\"n\":1}\n:\n\n"))
        .containsExactly("0=#1", ".", "DONE");
  }

  @Test
  void bytes_noSpaceAfterColon_isTheSame() {
    assertThat(calls("event:a\ndata:{\"n\":1}\n\n"))
        .containsExactly("event a", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_dataOverSeveralLines_isOneDocument() {
    assertThat(calls("data: {\"x\":[],\ndata\ndata:\ndata: \"n\":\ndata: 1}\n\n"))
        .containsExactly("0=#1", ".", "DONE");
  }

  @Test
  void end_withoutBlankLine_countsTheLastEvent() {
    assertThat(calls("data: {\"n\":1}\n\ndata: {\"n\":2}"))
        .containsExactly("0=#1", ".", "0=#2", ".", "DONE");
  }

  @Test
  void end_withinAnEvent_isCut() {
    assertThat(calls("data: {\"n\":1}\n\ndata: {\"n\":2,"))
        .containsExactly("0=#1", ".", "0=#2", ".", "CUT");
  }

  @Test
  void bytes_done_endsTheStream() {
    assertThat(calls("data: {\"n\":1}\n\ndata: [DONE]\n\nevent: x\ndata: {\"n\":2}\n\n"))
        .containsExactly("0=#1", ".", "DONE");
    assertThat(calls("data:[DONE]")).containsExactly("DONE");
  }

  @Test
  void bytes_almostDone_isData() {
    assertThat(
            calls("data: []\n\ndata: [{\"n\":1}]\n\ndata: [D\ndata: ONE]\n\ndata: {\"n\":2}\n\n"))
        .containsExactly("0=#1", ".", ".", "0=#2", ".", "DONE");
  }

  @Test
  void bytes_eventThatIsNoJson_isLeftOut() {
    assertThat(calls("data: ping\n\ndata: {\"n\":1}\n\ndata: {\"n\n\ndata: {\"n\":3}\n\n"))
        .containsExactly(".", "0=#1", ".", ".", "0=#3", ".", "DONE");
  }

  @Test
  void end_withoutAnyJson_isMalformed() {
    assertThat(calls("data: <html>\n\n")).containsExactly(".", "MALFORMED");
  }

  @Test
  void end_withoutAnyData_isDone() {
    assertThat(calls(": hello\n\nevent: ping\n\n")).containsExactly("event ping", "DONE");
  }

  @Test
  void bytes_lineOfAMegabyte_isReadToItsEnd() {
    byte[] body = utf8("data: {\"x\":\"" + "lorem ".repeat(200_000) + "\",\"n\":1}\n\n");
    for (int size : List.of(body.length, 8192, 1)) {
      assertThat(
              FramingHarness.once(
                  Pieces.ofSize(body, size),
                  sink -> new SseFraming(FakeProvider.wanted(sink, "n"))))
          .containsExactly("0=#1", ".", "DONE");
    }
  }

  private static List<String> calls(String body) {
    return FramingHarness.calls(utf8(body), sink -> new SseFraming(FakeProvider.wanted(sink, "n")));
  }
}
