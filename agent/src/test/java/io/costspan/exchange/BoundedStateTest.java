package io.costspan.exchange;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Allocation;
import io.costspan.wire.Bytes;
import io.costspan.wire.EventFrames;
import io.costspan.wire.Headers;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes, a call holds less than 64 KiB; here it does not even allocate more. */
class BoundedStateTest {
  private static final long LIMIT = 64 << 10;
  private static final int PIECE = 64 << 10;
  private static final long ENDLESS = 4 << 20;

  /** Interpreted code allocates what compiled code does not. */
  private static final int WARM_UPS = 10;

  @Test
  @DisplayName("trap 61: a body of a gigabyte is passed over")
  void bytes_bodyOfOneGigabyte_allocatesNextToNothing() {
    assertThat(allocated("application/json", "{\"data\":\"", "QUJD", 1 << 30)).isLessThan(LIMIT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json     | {\"usage\":{\"in\":  | 9",
        "application/json     | {\"usage\":{\"in\":1 | 0",
        "application/json     | {\"                  | name",
        "application/json     | {\"usage\":{\"       | \\u0061",
        "application/json     | {\"model\":\"        | \\ud83d\\ude00",
        "application/json     | {\"model\":\"        | \\\\",
        "application/json     | {\"model\":          | [",
        "application/json     | {\"x\":              | {\"a\":[",
        "application/json     | {                    | \"x\":1,",
        "application/json     | {                    | ' '",
        "application/json     | [                    | {},",
        "application/json     | ' '                  | ' '",
        "application/x-ndjson | {}                   | {}",
        "text/event-stream    | data: {\"x\":\"      | QUJD",
        "text/event-stream    | data                 | data",
        "text/event-stream    | :                    | x",
        "text/event-stream    | event:               | x",
        "text/event-stream    | data:[D              | O",
        "text/plain           | x                    | x",
      })
  void bytes_endlessOfOneKind_allocatesNextToNothing(String type, String start, String repeated) {
    assertThat(allocated(type, start, repeated, ENDLESS)).isLessThan(LIMIT);
  }

  @Test
  @DisplayName("security: A stream that never ends costs the agent next to no memory.")
  void bytes_endlessEvents_allocateNextToNothing() {
    String event = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    assertThat(allocated("text/event-stream", "", event, ENDLESS)).isLessThan(LIMIT);
  }

  @Test
  void bytes_endlessEventFrames_allocateNextToNothing() {
    byte[] header = EventFrames.text(":event-type", "chunk");
    byte[] longest = EventFrames.prelude(Integer.MAX_VALUE, header.length);
    byte[] chunk = Bytes.concat(longest, header, utf8("{\"bytes\":\""));
    byte[] headers = EventFrames.prelude(Integer.MAX_VALUE, Integer.MAX_VALUE - 16);

    assertThat(allocatedByFrames(chunk, utf8(EventFrames.base64("{\"x\":[]}")))).isLessThan(LIMIT);
    assertThat(allocatedByFrames(chunk, utf8("\"x\":"))).isLessThan(LIMIT);
    assertThat(allocatedByFrames(headers, EventFrames.text(":event-type", "x"))).isLessThan(LIMIT);
    assertThat(allocatedByFrames(new byte[0], EventFrames.chunk("{\"x\":1}"))).isLessThan(LIMIT);
  }

  private static long allocatedByFrames(byte[] first, byte[] repeated) {
    Map<String, String> headers = Map.of("Content-Type", "application/vnd.amazon.eventstream");
    byte[][] pieces = new byte[PIECE / repeated.length][];
    Arrays.fill(pieces, repeated);
    return allocated(
        exchange -> exchange.responseBody(200, headers::get), first, Bytes.concat(pieces), ENDLESS);
  }

  @Test
  @DisplayName(
      "security: A body that expands to far more than was sent costs the agent next to no memory.")
  void bytes_inflatedToMuchMore_allocatesNextToNothing() {
    byte[] bomb = zeros(16 << 20);
    Map<String, String> headers =
        Map.of("Content-Type", "application/x-ndjson", "Content-Encoding", "deflate");
    assertThat(
            Allocation.least(
                WARM_UPS,
                () -> {
                  BodyTap tap = new FakeProvider().openQuietly().responseBody(200, headers::get);
                  tap.bytes(bomb, 0, bomb.length);
                  tap.close();
                }))
        .isLessThan(LIMIT);
  }

  @Test
  void bytes_endlessForm_allocatesNextToNothing() {
    String part = "--b\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\n";
    String form = "application/x-www-form-urlencoded";
    assertThat(allocatedByRequest("multipart/form-data; boundary=b", part, "xyz"))
        .isLessThan(LIMIT);
    assertThat(allocatedByRequest("multipart/form-data; boundary=b", "--b\r\n", "x"))
        .isLessThan(LIMIT);
    assertThat(allocatedByRequest("multipart/form-data; boundary=b", "", "\r\n--"))
        .isLessThan(LIMIT);
    assertThat(allocatedByRequest(form, "name", "name")).isLessThan(LIMIT);
    assertThat(allocatedByRequest(form, "a=", "value")).isLessThan(LIMIT);
  }

  @Test
  void bytes_callWithSmallReply_allocatesLessThanTwoKilobytes() {
    Exchanges exchanges = new Exchanges(Catalog.bundled(), start -> (facts, usage) -> {});
    byte[] request =
        utf8("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    byte[] reply = smallReply();
    Runnable call =
        () -> {
          Endpoint endpoint = exchanges.endpoint("api.openai.com", 443);
          Exchange exchange =
              exchanges.open(endpoint, Request.of("POST", "/v1/chat/completions", Headers.NONE));
          exchange.requestBody("application/json", null).bytes(request, 0, request.length);
          exchange.responseBody(200, Headers.NONE).bytes(reply, 0, reply.length);
        };
    assertThat(reply).hasSizeBetween(2000, 2100);
    assertThat(Allocation.least(1000, call)).isLessThan(2 << 10);
  }

  private static byte[] smallReply() {
    return utf8(
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"message\":{\"content\":\""
            + "Some words. \\n".repeat(123)
            + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":8},\"completion_tokens_details\":{\"reasoning_tokens\":0}}}");
  }

  private static long allocated(String type, String start, String repeated, long length) {
    Map<String, String> headers = Map.of("Content-Type", type);
    return allocated(exchange -> exchange.responseBody(200, headers::get), start, repeated, length);
  }

  private static long allocatedByRequest(String type, String start, String repeated) {
    return allocated(exchange -> exchange.requestBody(type, null), start, repeated, ENDLESS);
  }

  private static long allocated(
      Function<Exchange, BodyTap> body, String start, String repeated, long length) {
    byte[] piece = utf8(repeated.repeat(PIECE / repeated.length()));
    return allocated(body, utf8(start), piece, length);
  }

  private static long allocated(
      Function<Exchange, BodyTap> body, byte[] first, byte[] piece, long length) {
    Allocation.least(WARM_UPS, () -> feed(body, first, piece, PIECE * 10));
    return Allocation.of(() -> feed(body, first, piece, length));
  }

  private static void feed(
      Function<Exchange, BodyTap> body, byte[] first, byte[] piece, long length) {
    BodyTap tap = body.apply(new FakeProvider().openQuietly());
    tap.bytes(first, 0, first.length);
    for (long fed = 0; fed < length; fed += piece.length) {
      tap.bytes(piece, 0, piece.length);
    }
    tap.close();
  }

  private static byte[] zeros(int length) {
    Deflater deflater = new Deflater(1);
    deflater.setInput(new byte[length]);
    deflater.finish();
    byte[] deflated = new byte[1 << 20];
    int size = deflater.deflate(deflated);
    deflater.end();
    return Arrays.copyOf(deflated, size);
  }
}
