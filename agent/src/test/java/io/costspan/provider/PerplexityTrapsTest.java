package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Perplexity charges beside tokens. */
class PerplexityTrapsTest {
  private static final String CHAT = "https://api.perplexity.ai/chat/completions";

  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 64: Perplexity's own figure goes before any reading of its tokens")
  void sonar_statedCost_isHandedOn() {
    UsageRecord record =
        traffic
            .post(CHAT, "{'model':'sonar-pro'}")
            .json(
                """
                {"model":"sonar-pro","usage":{"prompt_tokens":17,"completion_tokens":6,"search_context_size":"low",
                 "cost":{"input_tokens_cost":0.00005,"output_tokens_cost":0.00009,"request_cost":0.006,"total_cost":0.00614}}}
                """);

    assertThat(record.stated()).isEqualTo(new StatedAmount(new BigDecimal("0.00614"), "USD"));
    assertThat(record).counts("input_tokens 17", "output_tokens 6", "requests 1");
    assertThat(record.attributes()).containsEntry("search_context", "low");
  }

  @Test
  void sonar_searchContext_isTheRequestsWithoutAnAnswer() {
    UsageRecord record =
        traffic
            .post(CHAT, "{'model':'sonar','web_search_options':{'search_context_size':'high'}}")
            .json("{'model':'sonar','usage':{'prompt_tokens':1,'completion_tokens':1}}");

    assertThat(record.attributes()).containsEntry("search_context", "high");
    assertThat(record.stated()).isNull();
  }

  @Test
  void sonarReasoning_isInsideTheOutput() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(
                "{'model':'sonar-reasoning-pro','usage':{'prompt_tokens':1,'completion_tokens':10,'reasoning_tokens':4}}");

    assertThat(record)
        .counts(
            "input_tokens 1", "output_tokens 6", "output_tokens 4 {kind=reasoning}", "requests 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'prompt_tokens_details':{'cached_tokens':400}", "'cached_tokens':400"})
  void sonar_cachedTokens_haveNoPriceThatAnyoneTells(String cached) {
    UsageRecord record =
        traffic
            .post("https://api.perplexity.ai/chat/completions", "{'model':'sonar'}")
            .json(
                "{'model':'sonar','usage':{'prompt_tokens':1000,'completion_tokens':100,'total_tokens':1100,"
                    + cached
                    + "}}");

    assertThat(record)
        .counts("input_tokens 600", "cached_input_tokens 400", "output_tokens 100", "requests 1")
        .costs("0.0057 without no_rate.cached_input_tokens");
  }

  @Test
  @DisplayName("trap 64: without a figure Deep Research adds reasoning and citations")
  void deepResearch_addsReasoningCitationsAndQueriesInsteadOfAFee() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(
                """
                {"model":"sonar-deep-research","usage":{"prompt_tokens":33,"completion_tokens":7163,
                 "citation_tokens":20016,"num_search_queries":18,"reasoning_tokens":73997}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 33",
            "output_tokens 7163",
            "output_tokens 73997 {kind=reasoning}",
            "output_tokens 20016 {kind=citation}",
            "queries 18");
  }

  @Test
  @DisplayName("trap 7: cumulative usage is not summed")
  void stream_cumulativeUsage_isNotSummed() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .events(
                "{'model':'sonar','object':'chat.completion.chunk','usage':{'prompt_tokens':11,'completion_tokens':4}}",
                "{'model':'sonar','object':'chat.completion.done','usage':{'prompt_tokens':11,'completion_tokens':9,'cost':{'total_cost':0.005}}}");

    assertThat(record).counts("input_tokens 11", "output_tokens 9", "requests 1");
    assertThat(record.stated()).isEqualTo(new StatedAmount(new BigDecimal("0.005"), "USD"));
  }

  @Test
  void stream_closedEarly_isAnEstimate() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .cutEvents(
                "{'model':'sonar','usage':{'prompt_tokens':11,'completion_tokens':4}}",
                "{'model':'sonar','usage':{'prompt_tokens':11,'completion_tokens':5}}");

    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    assertThat(record.estimated()).isTrue();
  }

  @Test
  void chatWithoutUsage_doesNotEvenCostTheFee() {
    UsageRecord record = traffic.post(CHAT, "{'model':'sonar'}").json("{'model':'sonar'}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(record.quantities()).isEmpty();
  }

  @Test
  void search_isAFlatFeePerSuccess() {
    String url = "https://api.perplexity.ai/search";

    assertThat(traffic.post(url, "{'query':['a','b']}").json("{'id':'s','results':[]}"))
        .counts("requests 1");
    assertThat(traffic.post(url, "{}").json("{'error':{'code':7}}").billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(traffic.post(url, "{}").json(429, "{}").billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void asyncChat_isBilledOnceWhenCompleted() {
    String url = "https://api.perplexity.ai/async/chat/completions";
    String done =
        "{'id':'job1','status':'COMPLETED','response':{'model':'sonar','usage':{'prompt_tokens':3,'completion_tokens':4}}}";

    assertThat(
            traffic
                .post(url, "{'request':{'model':'sonar'}}")
                .json("{'id':'job1','status':'CREATED','error_message':null}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(url + "/job1").json(done))
        .counts("input_tokens 3", "output_tokens 4", "requests 1");
    assertThat(traffic.get(url + "/job1").json(done).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  void agent_toolCallsAndStatedCost_areRead() {
    UsageRecord record =
        traffic
            .post("https://api.perplexity.ai/v1/responses", "{'model':'openai/gpt-5'}")
            .json(
                """
                {"model":"openai/gpt-5","status":"completed","usage":{"input_tokens":100,"output_tokens":20,
                 "input_tokens_details":{"cache_creation_input_tokens":10,"cache_read_input_tokens":30},
                 "tool_calls_details":{"search_web":{"invocation":2}},
                 "cost":{"currency":"USD","total_cost":0.0123}}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 60",
            "cached_input_tokens 30",
            "cache_write_tokens 10",
            "output_tokens 20",
            "tool_calls 2 {tool=web_search}");
    assertThat(record.stated()).isEqualTo(new StatedAmount(new BigDecimal("0.0123"), "USD"));
  }
}
