package io.costspan.provider;

import static io.costspan.exchange.EventFrames.chunk;
import static io.costspan.exchange.EventFrames.event;
import static io.costspan.provider.Traffic.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;

/** What Bedrock's Converse and Invoke count, in one piece and in event streams. */
class BedrockTrapsTest {
  private static final String MODEL =
      "https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.amazon.nova-lite-v1%3A0/";

  private final Traffic traffic = new Traffic();

  private Traffic.Request call(String action) {
    return traffic.post(MODEL + action, "{}");
  }

  @Test
  void converse_cacheCounts_standOutsideTheInput() {
    UsageRecord record =
        call("converse")
            .header("x-amzn-RequestId", "r-1")
            .json(
                """
                {"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"serviceTier":{"type":"flex"},
                 "usage":{"inputTokens":10,"outputTokens":30,"totalTokens":840,
                 "cacheReadInputTokens":100,"cacheReadInputTokenCount":100,
                 "cacheWriteInputTokens":700,"cacheWriteInputTokenCount":700,
                 "cacheDetails":[{"ttl":"5m","inputTokens":500},{"ttl":"1h","inputTokens":200}]}}
                """);

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 10",
            "cached_input_tokens 100",
            "cache_write_tokens 500 {ttl=5m}",
            "cache_write_tokens 200 {ttl=1h}",
            "output_tokens 30");
    assertThat(record.requestModel()).isEqualTo("eu.amazon.nova-lite-v1:0");
    assertThat(record.responseId()).isEqualTo("r-1");
    assertThat(record.attributes())
        .containsOnlyKeys("region", "service_tier")
        .containsEntry("region", "eu-west-1")
        .containsEntry("service_tier", "flex");
  }

  @Test
  void converseStream_lastEvent_tellsUsage() {
    UsageRecord record =
        call("converse-stream")
            .frames(
                event("messageStart", "{\"role\":\"assistant\"}"),
                event("contentBlockDelta", "{\"delta\":{\"text\":\"Hi\"},\"p\":\"abc\"}"),
                event("metadata", "{\"usage\":{\"inputTokens\":7,\"outputTokens\":2}}"));

    assertThat(quantities(record)).containsExactly("input_tokens 7", "output_tokens 2");
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsOnly(Exactness.REPORTED);
  }

  @Test
  void converseStream_exception_isFree() {
    UsageRecord record =
        call("converse-stream")
            .frames(
                event("messageStart", "{\"role\":\"assistant\"}"),
                event("modelStreamErrorException", "{\"message\":\"broken\"}"));

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void invoke_modelWithoutUsageInItsBody_isReadFromHeaders() {
    UsageRecord record =
        call("invoke")
            .header("X-Amzn-Bedrock-Input-Token-Count", "6")
            .header("X-Amzn-Bedrock-Output-Token-Count", "10")
            .json("{\"outputs\":[{\"text\":\"Hi\"}]}");

    assertThat(quantities(record)).containsExactly("input_tokens 6", "output_tokens 10");
  }

  @Test
  void invoke_modelInTheReply_isNotTheOneWithThePrice() {
    UsageRecord record =
        call("invoke")
            .json("{\"model\":\"claude\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}");

    assertThat(record.requestModel()).isEqualTo("eu.amazon.nova-lite-v1:0");
    assertThat(record.responseModel()).isNull();
  }

  @Test
  void invokeStream_metricsWithLessThanUsage_countForLess() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk(
                    "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":392,\"output_tokens\":4}}}"),
                chunk("{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":134}}"),
                chunk(
                    "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":392,\"outputTokenCount\":90}}"));

    assertThat(quantities(record)).containsExactly("input_tokens 392", "output_tokens 134");
  }

  @Test
  void invokeStream_metricsAlone_areEnough() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk("{\"outputText\":\"Hi\",\"inputTextTokenCount\":5}"),
                chunk(
                    "{\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":5,\"outputTokenCount\":10,"
                        + "\"cacheReadInputTokenCount\":3}}"));

    assertThat(quantities(record))
        .containsExactly("input_tokens 5", "cached_input_tokens 3", "output_tokens 10");
  }

  @Test
  void invokeStream_exception_isFree() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk("{\"outputText\":\"Hi\"}"),
                event("throttlingException", "{\"message\":\"slow down\"}"));

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void countTokens_isFree() {
    UsageRecord record = call("count-tokens").json("{\"inputTokens\":18}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void mantle_speaksBothDialects() {
    String mantle = "https://bedrock-mantle.us-east-1.api.aws";
    UsageRecord openai =
        traffic
            .post(mantle + "/openai/v1/responses", "{\"model\":\"openai.gpt-5.5\"}")
            .json("{\"usage\":{\"input_tokens\":5,\"output_tokens\":6}}");
    UsageRecord anthropic =
        traffic
            .post(mantle + "/anthropic/v1/messages", "{\"model\":\"anthropic.claude-opus-5\"}")
            .json("{\"usage\":{\"input_tokens\":7,\"output_tokens\":8}}");

    assertThat(quantities(openai)).containsExactly("input_tokens 5", "output_tokens 6");
    assertThat(quantities(anthropic)).containsExactly("input_tokens 7", "output_tokens 8");
    assertThat(openai.provider()).isEqualTo("aws.bedrock");
    assertThat(anthropic.provider()).isEqualTo("aws.bedrock");
  }
}
