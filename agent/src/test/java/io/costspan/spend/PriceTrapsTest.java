package io.costspan.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps between usage and its price, from the wire to the amount. */
class PriceTrapsTest {
  private final Spend spend = new Spend();

  @ParameterizedTest
  @DisplayName("trap 53: a long context makes the whole request dearer, output too")
  @CsvSource({
    "200000, 0.25125", // 0.2 M x 1.25 + 125 x 10
    "200001, 0.5018775", // 0.200001 M x 2.5 + 125 x 15
  })
  void longContext_isACliff(int prompt, String amount) {
    String reply =
        """
        {"modelVersion":"gemini-2.5-pro","usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":125}}""";

    assertAmount(
        spend
            .post(
                "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent",
                "{}")
            .json(reply.formatted(prompt)),
        amount);
  }

  @ParameterizedTest
  @DisplayName("trap 54: a cache write that lasts an hour is dearer")
  @CsvSource({"1000, 0, 0.00375", "0, 1000, 0.006", "400, 600, 0.0051"})
  void cacheWrites_costByHowLongTheyLast(int fiveMinutes, int hour, String amount) {
    String reply =
        """
        {"type":"message","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":0,"output_tokens":0,
         "cache_creation_input_tokens":1000,"cache_creation":{"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":%d}}}
        """;

    assertAmount(
        spend
            .post("https://api.anthropic.com/v1/messages", "{}")
            .json(reply.formatted(fiveMinutes, hour)),
        amount);
  }

  @ParameterizedTest
  @DisplayName("trap 55: a price by time of day goes by the start of the call, in UTC")
  @CsvSource({
    "2025-08-21T16:29:59Z, 0.27", // ends at half price, began before it
    "2025-08-21T16:30:00Z, 0.135",
  })
  void timeOfDay_isTheStarts(Instant startedAt, String amount) {
    spend.setTime(startedAt);

    assertAmount(
        spend
            .post("https://api.deepseek.com/chat/completions", "{}")
            .json(
                "{'model':'deepseek-chat','usage':{'prompt_tokens':1000000,'completion_tokens':0}}"),
        amount);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-15T02:00:00Z, 0.14",
    "2026-08-21T02:00:00Z, 0.44", // a Friday
    "2026-08-25T09:59:59Z, 0.44", // a Tuesday
    "2026-08-25T10:00:00Z, 0.22",
    "2026-09-15T03:59:59Z, 0.3", // a Tuesday
    "2026-09-15T05:00:00Z, 0.15",
    "2026-09-12T02:00:00Z, 0.15", // a Saturday
  })
  void hoursOfWorkdays_haveTheirOwnPrice(Instant startedAt, String amount) {
    spend.setTime(startedAt);

    assertAmount(
        spend
            .post("https://api.deepseek.com/chat/completions", "{}")
            .json(
                "{'model':'deepseek-v4-flash','usage':{'prompt_tokens':1000000,'completion_tokens':0}}"),
        amount);
  }

  private static void assertAmount(RatedCall call, String amount) {
    assertThat(call.rating().amount()).isEqualByComparingTo(amount);
  }
}
