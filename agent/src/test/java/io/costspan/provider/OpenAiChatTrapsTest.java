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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's chat completions count, and what they count twice. */
class OpenAiChatTrapsTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";

  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 1, trap 6: cached tokens and reasoning are inside their totals")
  void chat_cachedWrittenAndReasoning_areInsideTheirTotals() {
    UsageRecord record =
        traffic
            .post(CHAT, "{'model':'gpt-5'}")
            .json(
                """
                {"id":"chatcmpl-1","model":"gpt-5-2025-08-07","service_tier":"default","usage":{
                 "prompt_tokens":4020,"completion_tokens":104,"total_tokens":4124,
                 "prompt_tokens_details":{"cached_tokens":1000,"cache_write_tokens":3000,"audio_tokens":0},
                 "completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":0}}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 20",
            "cached_input_tokens 1000",
            "cache_write_tokens 3000",
            "output_tokens 40",
            "output_tokens 64 {kind=reasoning}");
    assertThat(record.requestModel()).isEqualTo("gpt-5");
    assertThat(record.responseModel()).isEqualTo("gpt-5-2025-08-07");
    assertThat(record.responseId()).isEqualTo("chatcmpl-1");
    assertThat(record.attributes()).isEmpty();
    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    assertThat(record.quantities()).allMatch(q -> q.exactness() == Exactness.REPORTED);
  }

  @Test
  void chat_audio_isSplitOffTheText() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(
                """
                {"usage":{"prompt_tokens":64,"prompt_tokens_details":{"audio_tokens":44},
                 "completion_tokens":18,"completion_tokens_details":{"audio_tokens":12}}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 20",
            "input_tokens 44 {modality=audio}",
            "output_tokens 6",
            "output_tokens 12 {modality=audio}");
  }

  @Test
  void chat_partsThatOverlap_neverExceedTheirTotal() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(
                """
                {"usage":{"prompt_tokens":5,"completion_tokens":4,
                 "completion_tokens_details":{"reasoning_tokens":3,"audio_tokens":4}}}
                """);

    assertThat(record).counts("input_tokens 5", "output_tokens 4 {modality=audio}");
  }

  @Test
  @DisplayName("trap 13: usage may stand before the last chunk")
  void chatStream_usageBeforeTheLastChunk_isFound() {
    UsageRecord record =
        traffic
            .post(CHAT, "{'stream':true}")
            .events(
                "{'id':'c','model':'m','choices':[{'delta':{}}],'usage':null}",
                "{'id':'c','choices':[{'finish_reason':'stop'}],'usage':null}",
                "{'id':'c','choices':[],'usage':{'prompt_tokens':7,'completion_tokens':2}}",
                "{'id':'c','choices':[],'moderation':{},'usage':null}",
                "[DONE]");

    assertThat(record).counts("input_tokens 7", "output_tokens 2");
  }

  @Test
  @DisplayName("trap 7: usage that chunks repeat is not summed")
  void chatStream_repeatedUsage_isNotSummed() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .events(
                "{'usage':{'prompt_tokens':7,'completion_tokens':1}}",
                "{'usage':{'prompt_tokens':7,'completion_tokens':2}}");

    assertThat(record).counts("input_tokens 7", "output_tokens 2");
  }

  @Test
  void chatStream_withoutIncludeUsage_isUnknownNotZero() {
    UsageRecord record =
        traffic.post(CHAT, "{}").events("{'choices':[{'delta':{}}],'usage':null}", "[DONE]");

    assertThat(record.quantities()).isEmpty();
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void chatStream_closedBeforeTheUsage_isAborted() {
    UsageRecord record = traffic.post(CHAT, "{}").cutEvents("{'choices':[],'usage':null}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.ABORTED));
  }

  @DisplayName("trap 17: the tier that served the call counts, not the one asked for")
  @ParameterizedTest
  @CsvSource({"priority, priority", "flex, flex", "fast, priority", "batch, batch"})
  void chat_servedTier_counts(String served, String tier) {
    UsageRecord record =
        traffic
            .post(CHAT, "{'service_tier':'auto'}")
            .json("{'service_tier':'" + served + "','usage':{'prompt_tokens':1}}");

    assertThat(record.attributes()).containsEntry("service_tier", tier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "scale", "auto", "standard"})
  void chat_plainTier_isNoAttribute(String served) {
    UsageRecord record =
        traffic
            .post(CHAT, "{'service_tier':'priority'}")
            .json("{'service_tier':'" + served + "','usage':{'prompt_tokens':1}}");

    assertThat(record.attributes()).doesNotContainKey("service_tier");
  }

  @Test
  void chat_europeanHost_tellsTheGeo() {
    UsageRecord record =
        traffic
            .post("https://eu.api.openai.com/v1/chat/completions", "{}")
            .json("{'usage':{'prompt_tokens':1}}");

    assertThat(record.attributes()).containsEntry("geo", "eu");
  }

  @Test
  void chat_searchModel_paysOneSearch() {
    UsageRecord record =
        traffic
            .post(
                CHAT,
                """
                {"model":"gpt-4o-search-preview","web_search_options":{"search_context_size":"high"}}
                """)
            .json(
                """
                {"model":"gpt-4o-search-preview-2025-03-11","usage":{"prompt_tokens":11,"completion_tokens":17}}
                """);

    assertThat(quantities(record)).contains("tool_calls 1 {tool=web_search}");
    assertThat(record.attributes()).containsEntry("search_context", "high");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 503})
  void chat_failure_isFree(int status) {
    UsageRecord record =
        traffic.post(CHAT, "{}").json(status, "{'error':{'message':'no','code':null}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  @DisplayName("trap 50: an error in a reply of 200 is free")
  void chat_errorInA200_isFree() {
    UsageRecord record = traffic.post(CHAT, "{}").events("{'error':{'message':'overloaded'}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void chat_failureWithUsage_isBilled() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(400, "{'error':{},'usage':{'prompt_tokens':9,'completion_tokens':0}}");

    assertThat(record).counts("input_tokens 9");
  }

  @Test
  void chat_zeroUsage_isZeroNotUnknown() {
    UsageRecord record =
        traffic.post(CHAT, "{}").json("{'usage':{'prompt_tokens':0,'completion_tokens':0}}");

    assertThat(record).counts("input_tokens 0", "output_tokens 0");
  }
}
