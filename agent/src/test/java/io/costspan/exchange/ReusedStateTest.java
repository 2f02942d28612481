package io.costspan.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.Catalog;
import io.costspan.provider.Request;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls leave cells and scanners to later ones, which must not show what those before have read.
 */
class ReusedStateTest {
  private static final String CHAT =
      "{\"model\":\"gpt-4o\",\"user\":\"u\",\"messages\":[{\"content\":\"Hello, you\"}],"
          + "\"web_search_options\":{\"search_context_size\":\"high\"}}";

  /** Calls that end in all ways, with more and with fewer values. */
  enum Sample {
    WHOLE(
        CHAT,
        200,
        "{\"id\":\"c1\",\"model\":\"gpt-4o-search-preview\",\"choices\":[{\"finish_reason\":\"stop\"}],"
            + "\"service_tier\":\"flex\",\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":20,"
            + "\"total_tokens\":110,\"prompt_tokens_details\":{\"cached_tokens\":40,\"audio_tokens\":5},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":7,\"audio_tokens\":1}}}"),
    PLAIN(
        "{\"model\":\"gpt-4o-mini\"}",
        200,
        "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}"),
    WITHOUT_USAGE(CHAT, 200, "{\"id\":\"c2\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}"),
    CUT(CHAT, 200, "{\"id\":\"c3\",\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":9"),
    FAILED(CHAT, 500, "{\"error\":{\"message\":\"no\"}}"),
    MALFORMED(CHAT, 200, "{\"id\":\"c4\",\"usage\":]"),
    EMPTY("{\"model\":\"gpt-4o\",\"messages\":[{\"content\":\"Hello, you\"}]}", 200, ""),
    WITHOUT_REQUEST("", 200, "{\"model\":\"gpt-4o\"}"),
    STREAM(
        CHAT,
        200,
        "data: {\"id\":\"c5\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":4}}\n\n"
            + "data: [DONE]\n\n"),
    CUT_STREAM(
        CHAT,
        200,
        "data: {\"id\":\"c6\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"H\"}}]}\n\n");

    private final byte[] request;
    private final int status;
    private final byte[] reply;

    Sample(String request, int status, String reply) {
      this.request = request.getBytes(UTF_8);
      this.status = status;
      this.reply = reply.getBytes(UTF_8);
    }
  }

  private final List<UsageRecord> read = new ArrayList<>();
  private final Exchanges exchanges = exchanges();

  private Exchanges exchanges() {
    return new Exchanges(Catalog.bundled(), start -> (facts, usage) -> read.add(usage));
  }

  @ParameterizedTest
  @EnumSource
  void end_afterAnyOtherCall_readsTheSame(Sample sample) {
    UsageRecord alone = call(exchanges(), sample);
    for (Sample before : Sample.values()) {
      call(exchanges, before);

      assertThat(call(exchanges, sample)).as("after %s", before).isEqualTo(alone);
    }
  }

  @Test
  void end_callsAtTheSameTime_keepWhatTheyReadToThemselves() {
    UsageRecord whole = call(exchanges(), Sample.WHOLE);
    UsageRecord plain = call(exchanges(), Sample.PLAIN);
    call(exchanges, Sample.CUT);

    Exchange one = open(exchanges);
    request(one, Sample.WHOLE);
    Exchange other = open(exchanges);
    request(other, Sample.PLAIN);
    reply(other, Sample.PLAIN);
    reply(one, Sample.WHOLE);

    assertThat(read.subList(read.size() - 2, read.size())).containsExactly(plain, whole);
  }

  @Test
  void bytes_afterTheEnd_areNoneOfALaterCall() {
    UsageRecord plain = call(exchanges(), Sample.PLAIN);
    Exchange over = open(exchanges);
    request(over, Sample.WHOLE);
    BodyTap late = over.responseBody(200, Headers.NONE);
    late.bytes(Sample.WHOLE.reply, 0, Sample.WHOLE.reply.length);

    Exchange next = open(exchanges);
    request(next, Sample.PLAIN);
    late.bytes(Sample.WHOLE.reply, 0, Sample.WHOLE.reply.length);
    late.end();
    request(over, Sample.WHOLE);
    reply(next, Sample.PLAIN);

    assertThat(read.get(read.size() - 1)).isEqualTo(plain);
  }

  private UsageRecord call(Exchanges at, Sample sample) {
    Exchange exchange = open(at);
    if (sample.request.length > 0) {
      request(exchange, sample);
    }
    reply(exchange, sample);
    return read.get(read.size() - 1);
  }

  private static Exchange open(Exchanges at) {
    return at.open(
        at.endpoint("api.openai.com", 443),
        Request.of("POST", "/v1/chat/completions", Headers.NONE));
  }

  private static void request(Exchange exchange, Sample sample) {
    BodyTap tap = exchange.requestBody("application/json", null);
    tap.bytes(sample.request, 0, sample.request.length);
    tap.end();
  }

  private static void reply(Exchange exchange, Sample sample) {
    boolean stream = sample.name().endsWith("STREAM");
    Map<String, String> headers = stream ? Map.of("Content-Type", "text/event-stream") : Map.of();
    BodyTap tap = exchange.responseBody(sample.status, headers::get);
    tap.bytes(sample.reply, 0, sample.reply.length);
    if (sample == Sample.EMPTY) {
      tap.end();
    } else {
      tap.close();
    }
  }
}
