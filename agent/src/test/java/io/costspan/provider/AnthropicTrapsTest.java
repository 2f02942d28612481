package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Anthropic's messages count, in one piece and in a stream. */
class AnthropicTrapsTest {
  private static final String MESSAGES = "https://api.anthropic.com/v1/messages";

  private static final String START =
      """
      {"type":"message_start","message":{"id":"msg_1","type":"message","model":"claude-sonnet-5","usage":{"input_tokens":2068,\
      "cache_creation_input_tokens":3068,"cache_read_input_tokens":100,\
      "cache_creation":{"ephemeral_5m_input_tokens":3068,"ephemeral_1h_input_tokens":0},\
      "output_tokens":3,"service_tier":"standard","inference_geo":"us"}}}""";
  private static final String STOP = "{'type':'message_stop'}";

  private final Traffic traffic = new Traffic();

  private Traffic.Request message() {
    return traffic.post(MESSAGES + "?beta=true", "{'model':'claude-sonnet-5'}");
  }

  @Test
  @DisplayName(
      "trap 2, trap 54: cache counts stand outside the input, writes by how long they last")
  void message_cacheCounts_standOutsideTheInput() {
    UsageRecord record =
        message()
            .json(
                """
                {"id":"msg_1","type":"message","model":"claude-sonnet-5","usage":{"input_tokens":10,"output_tokens":30,
                 "output_tokens_details":{"thinking_tokens":20},
                 "cache_creation_input_tokens":700,"cache_read_input_tokens":100,
                 "cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":200},
                 "service_tier":"priority","speed":"fast","inference_geo":"global"}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 10",
            "cached_input_tokens 100",
            "cache_write_tokens 500 {ttl=5m}",
            "cache_write_tokens 200 {ttl=1h}",
            "output_tokens 10",
            "output_tokens 20 {kind=reasoning}");
    assertThat(record.attributes())
        .containsOnlyKeys("service_tier", "speed")
        .containsEntry("service_tier", "priority")
        .containsEntry("speed", "fast");
  }

  @Test
  void message_cacheWritesWithoutSplit_areOfTheShortKind() {
    UsageRecord record =
        message()
            .json(
                "{'usage':{'input_tokens':1,'output_tokens':1,'cache_creation_input_tokens':70}}");

    assertThat(quantities(record)).contains("cache_write_tokens 70 {ttl=5m}");
  }

  @Test
  @DisplayName("trap 9: what a delta leaves out is not zero")
  void stream_deltaWithoutInput_keepsWhatTheStartSaid() {
    UsageRecord record =
        message().events(START, "{'type':'message_delta','usage':{'output_tokens':95}}", STOP);

    assertThat(record)
        .counts(
            "input_tokens 2068",
            "cached_input_tokens 100",
            "cache_write_tokens 3068 {ttl=5m}",
            "output_tokens 95");
    assertThat(record.responseModel()).isEqualTo("claude-sonnet-5");
    assertThat(record.responseId()).isEqualTo("msg_1");
    assertThat(record.attributes()).containsEntry("inference_geo", "us");
    assertThat(record.quantities()).allMatch(q -> q.exactness() == Exactness.REPORTED);
  }

  @Test
  @DisplayName("trap 8: later deltas multiply the input")
  void stream_laterDeltas_multiplyTheInput() {
    UsageRecord record =
        message()
            .events(
                START,
                "{'type':'message_delta','usage':{'input_tokens':22397,'output_tokens':10,'cache_read_input_tokens':100}}",
                "{'type':'message_delta','usage':{'input_tokens':22397,'output_tokens':64,'server_tool_use':{'web_search_requests':2}}}",
                STOP);

    assertThat(quantities(record))
        .contains("input_tokens 22397", "output_tokens 64", "tool_calls 2 {tool=web_search}");
  }

  @Test
  @DisplayName("trap 66: a later event corrects the start's counts, downwards too")
  void stream_laterCounts_correctThoseOfTheStart() {
    UsageRecord record =
        new Traffic()
            .post("https://api.moonshot.ai/anthropic/v1/messages", "{'model':'kimi-k2.5'}")
            .events(
                "{'type':'message_start','message':{'model':'kimi-k2.5','usage':{'input_tokens':30000,'output_tokens':0}}}",
                """
                {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":2000,\
                "cache_read_input_tokens":28000,"cache_creation_input_tokens":0,"prompt_tokens":30000,"output_tokens":200}}""",
                STOP);

    assertThat(record)
        .counts("input_tokens 2000", "cached_input_tokens 28000", "output_tokens 200")
        .costs("0.0046");
  }

  @Test
  void stream_laterCountsWithoutAnyInput_correctNothing() {
    UsageRecord record =
        message()
            .events(
                START,
                "{'type':'message_delta','usage':{'input_tokens':0,'cache_read_input_tokens':0,'output_tokens':95}}",
                STOP);

    assertThat(quantities(record)).contains("input_tokens 2068", "cached_input_tokens 100");
  }

  @Test
  @DisplayName("trap 10: what compaction took out of the cache is no longer the message's own")
  void stream_compaction_countsOnce() {
    UsageRecord record =
        message()
            .events(
                "{'type':'message_start','message':{'usage':{'input_tokens':100,'cache_read_input_tokens':55096,'output_tokens':7}}}",
                """
                {"type":"message_delta","usage":{"input_tokens":181,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":8,"iterations":[\
                {"input_tokens":100,"output_tokens":83,"cache_read_input_tokens":55096,"type":"compaction"},\
                {"input_tokens":181,"output_tokens":8,"cache_read_input_tokens":0,"type":"message"}]}}""",
                STOP);

    assertThat(record).counts("input_tokens 281", "cached_input_tokens 55096", "output_tokens 91");
  }

  @Test
  @DisplayName("trap 10, trap 54: what compaction wrote to the cache counts once, by its kind")
  void stream_compactionThatWrites_countsOnce() {
    UsageRecord record =
        message()
            .events(
                START,
                """
                {"type":"message_delta","usage":{"input_tokens":181,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":8,"iterations":[\
                {"input_tokens":2068,"output_tokens":83,"cache_read_input_tokens":100,"cache_creation_input_tokens":3068,\
                "cache_creation":{"ephemeral_5m_input_tokens":3000,"ephemeral_1h_input_tokens":68},"type":"compaction"},\
                {"input_tokens":181,"output_tokens":8,"type":"message"}]}}""",
                STOP);

    assertThat(record)
        .counts(
            "input_tokens 2249",
            "cached_input_tokens 100",
            "cache_write_tokens 3000 {ttl=5m}",
            "cache_write_tokens 68 {ttl=1h}",
            "output_tokens 91");
  }

  @Test
  @DisplayName("trap 54: cache writes beyond the split are of its kind")
  void stream_cacheWritesBeyondTheSplit_areOfTheSplitsKind() {
    String delta =
        "{'type':'message_delta','usage':{'output_tokens':1,'cache_creation_input_tokens':3337}}";

    assertThat(quantities(message().events(START, delta, STOP)))
        .contains("cache_write_tokens 3337 {ttl=5m}");
    assertThat(quantities(message().events(longLived(), delta, STOP)))
        .contains("cache_write_tokens 3337 {ttl=1h}");
  }

  private static String longLived() {
    return START
        .replace("\"ephemeral_5m_input_tokens\":3068", "\"ephemeral_5m_input_tokens\":0")
        .replace("\"ephemeral_1h_input_tokens\":0", "\"ephemeral_1h_input_tokens\":3068");
  }

  @Test
  @DisplayName("trap 7: a repeated start is not summed")
  void stream_repeatedStart_isNotSummed() {
    UsageRecord record =
        message()
            .events(START, START, "{'type':'message_delta','usage':{'output_tokens':9}}", STOP);

    assertThat(quantities(record)).contains("input_tokens 2068", "output_tokens 9");
  }

  @Test
  @DisplayName("trap 10: compaction and advisor steps come on top, the advisor at its own model")
  void iterations_compactionAddsAndAdvisorHasItsOwnModel() {
    UsageRecord record =
        message()
            .events(
                START,
                "{'type':'message_delta','usage':{'output_tokens':1,'iterations':[{'type':'compaction','input_tokens':1}]}}",
                """
                {"type":"message_delta","usage":{"output_tokens":8,"iterations":[\
                {"type":"message","input_tokens":2068,"output_tokens":8},\
                {"input_tokens":55196,"output_tokens":125,"cache_read_input_tokens":7,"type":"compaction"},\
                {"type":"advisor_message","model":"claude-opus-4-7","input_tokens":2728,"output_tokens":874}]}}""",
                STOP);

    assertThat(record)
        .counts(
            "input_tokens 57264",
            "cached_input_tokens 107",
            "cache_write_tokens 3068 {ttl=5m}",
            "output_tokens 133",
            "input_tokens 2728 {model=claude-opus-4-7}",
            "output_tokens 874 {model=claude-opus-4-7}");
  }

  @Test
  void stream_closedAfterItsFirstEvent_isMarkedAsEstimateToo() {
    UsageRecord record = message().cutEvents(START);

    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    assertThat(quantities(record)).contains("input_tokens 2068");
    assertThat(record.estimated()).isTrue();
  }

  @Test
  @DisplayName("trap 52: a stream that was cut has cost something")
  void stream_closedEarly_isBilledAsSeenAndMarkedAsEstimate() {
    UsageRecord record =
        message().cutEvents(START, "{'type':'content_block_delta','delta':{'text':'a'}}");

    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    // 1.15 for the letter and 3 around it
    assertThat(quantities(record)).contains("input_tokens 2068", "output_tokens 5");
    assertThat(record.estimated()).isTrue();
  }

  @Test
  void stream_errorInsteadOfMessage_isFree() {
    UsageRecord record = message().events("{'type':'error','error':{'type':'overloaded_error'}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  private static final String REFUSED =
      "{'type':'message','model':'claude-opus-5','content':[%s],'stop_reason':'refusal','usage':{'input_tokens':400,'output_tokens':%d%s}}";

  private static final String MOVED_ON =
      "{'type':'fallback','from':{'model':'claude-fable-5'},'to':{'model':'claude-opus-5'}}";

  @Test
  void refusal_beforeAnyOutput_isFree() {
    assertThat(message().json(REFUSED.formatted("", 0, ""))).costs("free not_billable");
    assertThat(message().json(REFUSED.formatted(MOVED_ON, 0, ""))).costs("free not_billable");
  }

  @Test
  void refusal_inAStreamBeforeAnyOutput_isFree() {
    String start =
        "{'type':'message_start','message':{'model':'claude-opus-5','content':[],'usage':{'input_tokens':400,'output_tokens':1}}}";
    String end =
        "{'type':'message_delta','delta':{'stop_reason':'refusal'},'usage':{'output_tokens':%d}}";

    assertThat(message().events(start, end.formatted(0), "{'type':'message_stop'}"))
        .costs("free not_billable");
    assertThat(
            message()
                .events(
                    start,
                    "{'type':'content_block_start','content_block':{'type':'text','text':''}}",
                    "{'type':'content_block_delta','delta':{'text':'Hi'}}",
                    end.formatted(2),
                    "{'type':'message_stop'}"))
        .counts("input_tokens 400", "output_tokens 2");
  }

  @Test
  void refusal_afterSomeOutput_orOfAnotherMaker_orWithItsCost_isBilled() {
    assertThat(message().json(REFUSED.formatted("{'type':'text','text':'Hi'}", 2, "")))
        .counts("input_tokens 400", "output_tokens 2");
    assertThat(message().json(REFUSED.formatted("", 0, "").replace("claude-opus-5", "k3")))
        .counts("input_tokens 400");
    assertThat(message().json(REFUSED.formatted("", 0, ",'cost':0.002")))
        .counts("input_tokens 400");
  }

  @Test
  void refusal_withUsage_isBilledAsReported() {
    UsageRecord record =
        message()
            .json(
                "{'type':'message','stop_reason':'refusal','usage':{'input_tokens':4,'output_tokens':0}}");

    assertThat(record).counts("input_tokens 4");
  }

  @Test
  @DisplayName("trap 15: counting tokens is free")
  void countTokensAndBatches_areFree() {
    assertThat(traffic.post(MESSAGES + "/count_tokens", "{}").json("{'input_tokens':19}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(
            traffic
                .post(MESSAGES + "/batches", "{}")
                .json("{'id':'msgbatch_9','processing_status':'in_progress'}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void oldCompletion_isUnknownNotZero() {
    UsageRecord record =
        traffic
            .post("https://api.anthropic.com/v1/complete", "{'model':'claude-2.1'}")
            .json("{'completion':'hi','model':'claude-2.1'}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(record.responseModel()).isEqualTo("claude-2.1");
  }
}
