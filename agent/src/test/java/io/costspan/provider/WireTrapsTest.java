package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.EventFrames;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the way of bytes may do to any provider's reply. */
class WireTrapsTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String JSON = "application/json";
  private static final String QUESTION = "{'model':'gpt-4o'}";

  /** A chat completion of 100 and 10 tokens, packed by the reference encoder. */
  private static final byte[] BROTLI =
      Base64.getDecoder()
          .decode(
              "GwABSIzTFfOilHEfIcksRJub5m7+hxcimvYICYMMkh76JjF1WPosbzF/CO3L7wXJF2NjYxKqfFHNQlYFxXPDUiiM"
                  + "wu6OQmn61blPUOoRpfmjiQggBDyHkAmRB7g8dH51Z1FtPRZivRNbx+eGCWoNneIqaKUQozd813pXuCaGMGCf"
                  + "807gHAfvws/tXG8e+SrIh2SmxpEyoT5AWRgD");

  private final Traffic traffic = new Traffic();

  @Test
  void brotli_isReadLikeAnyOther() {
    UsageRecord record =
        traffic.post(CHAT, QUESTION).header("Content-Encoding", "br").reply(200, JSON, BROTLI);
    assertThat(record.responseModel()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(record).counts("input_tokens 100", "output_tokens 10");
  }

  @Test
  void zstd_isUnratedWithItsReason() {
    byte[] magic = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    UsageRecord record =
        traffic.post(CHAT, QUESTION).header("Content-Encoding", "zstd").reply(200, JSON, magic);
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.UNSUPPORTED_ENCODING));
  }

  /**
   * Trap 13: OpenRouter repeats the reason with the usage, others send it in a chunk of its own.
   */
  @Test
  @DisplayName("trap 13: usage may stand behind the finish reason")
  void stream_usageBehindTheFinishReason_isRead() {
    String finish = "{'choices':[{'delta':{},'finish_reason':'stop'}]}";
    String usage = "'usage':{'prompt_tokens':7,'completion_tokens':2}}";
    for (String last : List.of("{'choices':[],", finish.replaceAll("}$", ","))) {
      UsageRecord record = traffic.post(CHAT, QUESTION).events(finish, last + usage);
      assertThat(record).counts("input_tokens 7", "output_tokens 2");
      assertThat(record.billing()).isEqualTo(Billing.BILLED);
    }
  }

  @Test
  void stream_sentAsJsonWithMarkAndReturns_isAStreamAllTheSame() {
    String stream =
        """
        \uFEFF: hello

        event: x
        data:{"model":"m",
        data:"usage":{"prompt_tokens":7,
        data:"completion_tokens":2}}
        """;
    UsageRecord record =
        traffic.post(CHAT, QUESTION).reply(200, JSON, stream.replace("\n", "\r\n"));
    assertThat(record.responseModel()).isEqualTo("m");
    assertThat(record).counts("input_tokens 7", "output_tokens 2");
  }

  @Test
  void json_sentAsStream_isOneDocument() {
    UsageRecord record =
        traffic
            .post(CHAT, QUESTION)
            .reply(
                200,
                "text/event-stream",
                "\n \t{'usage':{'prompt_tokens':7,'completion_tokens':2}}");
    assertThat(record).counts("input_tokens 7", "output_tokens 2");
  }

  @Test
  void frame_withWrongChecksum_endsTheReadingNotTheCall() {
    byte[] start = EventFrames.event("messageStart", "{}");
    byte[] metadata = EventFrames.event("metadata", "{'usage':{'inputTokens':7,'outputTokens':2}}");
    start[start.length - 1]++;
    UsageRecord record =
        traffic
            .post("https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse-stream", "{}")
            .frames(start, metadata);
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.MALFORMED_BODY));
    assertThat(record.quantities()).isEmpty();
  }

  /** Trap 51: every attempt is an exchange of its own. */
  @Test
  @DisplayName("trap 51: each success is billed, failed attempts are not")
  void retries_failuresAreFreeAndEachSuccessIsBilled() {
    String reply = "{'id':'%s','usage':{'prompt_tokens':7,'completion_tokens':2}}";
    assertThat(traffic.post(CHAT, QUESTION).json(429, "{'error':{}}").billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
    for (String id : List.of("first", "second")) {
      UsageRecord record = traffic.post(CHAT, QUESTION).json(reply.formatted(id));
      assertThat(record.billing()).isEqualTo(Billing.BILLED);
      assertThat(record).counts("input_tokens 7", "output_tokens 2");
    }
  }

  /** Trap 60: what HTTP does not show is counted all the same, by its host. */
  @Test
  @DisplayName("trap 60: work that HTTP does not show is unrated")
  void workThatHttpDoesNotShow_isUnratedNotMissing() {
    UsageRecord webSocket =
        traffic.get("https://api.openai.com/v1/realtime?model=gpt-realtime").json(101, "");
    UsageRecord grpc =
        traffic
            .request("POST", "https://api.openai.com/v1/x.Chat/Sample", "application/grpc", "\0")
            .reply(200, "application/grpc", "\0\0\0\0\0");
    for (UsageRecord record : List.of(webSocket, grpc)) {
      assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.UNKNOWN_OPERATION));
    }
  }
}
