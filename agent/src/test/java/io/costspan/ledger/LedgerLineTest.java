package io.costspan.ledger;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.SpanRef;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerLineTest {
  @Test
  void toJson_ratedCall_isTheContractsLine() {
    SpanRef span = SpanRef.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    String line =
        LedgerLine.toJson(
            chat().spanned(span).owned("team", "search").inConversation("conv_1").build());

    assertThat(line)
        .isEqualTo(
            "{\"time\":\"2026-08-21T10:15:30.125Z\",\"traceId\":\"0af7651916cd43dd8448eb211c80319c\","
                + "\"spanId\":\"b7ad6b7169203331\",\"provider\":\"openai\",\"operation\":\"chat\","
                + "\"requestModel\":\"gpt-4o\",\"responseModel\":\"gpt-4o-2024-08-06\","
                + "\"responseId\":\"chatcmpl-1\",\"serverAddress\":\"api.openai.com\",\"status\":200,"
                + "\"streaming\":false,\"durationMillis\":850,"
                + "\"usage\":[{\"meter\":\"input_tokens\",\"quantity\":\"1200\",\"attributes\":{},"
                + "\"exactness\":\"reported\"},{\"meter\":\"output_tokens\",\"quantity\":\"300\","
                + "\"attributes\":{},\"exactness\":\"reported\"}],"
                + "\"charges\":[{\"meter\":\"input_tokens\",\"quantity\":\"1200\",\"per\":\"1000000\","
                + "\"rate\":\"2.5\",\"factor\":\"1\",\"amount\":\"0.003\",\"priceId\":\"openai/gpt-4o\"},"
                + "{\"meter\":\"output_tokens\",\"quantity\":\"300\",\"per\":\"1000000\","
                + "\"rate\":\"10\",\"factor\":\"1\",\"amount\":\"0.003\",\"priceId\":\"openai/gpt-4o\"}],"
                + "\"amount\":\"0.006\",\"currency\":\"USD\",\"source\":\"local\",\"rating\":\"rated\","
                + "\"priceTable\":\"2026-08-21\",\"conversationId\":\"conv_1\",\"owners\":{\"team\":\"search\"},\"v\":1}");
  }

  @Test
  void toJson_unratedCall_hasAReasonAndNoAmount() {
    assertThat(LedgerLine.toJson(chat().unrated(Reasons.NO_USAGE).build()))
        .contains("\"rating\":\"unrated\",\"reason\":\"no_usage\"")
        .doesNotContain("\"amount\":null", "\"currency\"", "\"source\"");
  }

  @Test
  void toJson_tinyAndHugeNumbers_areInPlainNotation() {
    assertThat(
            LedgerLine.toJson(
                chat()
                    .used(UsageMeter.PIXELS, "1E+9", Map.of("size", "b", "quality", "a"))
                    .stated("1E-12", "USD")
                    .build()))
        .contains(
            "\"quantity\":\"1000000000\",\"attributes\":{\"quality\":\"a\",\"size\":\"b\"}",
            "\"amount\":\"0.000000000001\",\"currency\":\"USD\",\"source\":\"provider\"");
  }
}
