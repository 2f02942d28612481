package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Azure adds to OpenAI's formats. */
class AzureTrapsTest {
  private static final String DEPLOYMENT =
      "https://res.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2025-01-01";

  private static final String UTILIZATION = "azure-openai-deployment-utilization";

  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 21: only provisioned throughput tells how busy it is")
  void chat_onProvisionedThroughput_isNotBilledByTheToken() {
    String reply =
        "{'model':'gpt-4o-2024-11-20','usage':{'prompt_tokens':442,'completion_tokens':27}}";

    assertThat(traffic.post(DEPLOYMENT, "{}").header(UTILIZATION, "3.2%").json(reply))
        .costs("free provisioned");
    for (String[] spilled :
        new String[][] {
          {"x-ms-spillover-from-deployment", "my-gpt"}, {"x-ms-is-spilled-over", "true"}
        }) {
      assertThat(
              traffic
                  .post(DEPLOYMENT, "{}")
                  .header(UTILIZATION, "100%")
                  .header(spilled[0], spilled[1])
                  .json(reply))
          .as(spilled[0])
          .costs("0.001375");
    }
  }

  @Test
  void everyOperation_tellsItsDeployment_whereverTheRequestNamesIt() {
    String image = "{'created':1,'data':[{'b64_json':'x'}]}";
    String v1 = "https://res.openai.azure.com/openai/v1/images/generations";
    String named = "https://res.openai.azure.com/openai/deployments/mine/images/generations";

    assertThat(traffic.post(v1, "{'model':'mine','prompt':'x'}").json(image).attributes())
        .containsEntry("deployment", "mine");
    assertThat(traffic.post(named, "{'model':'x','prompt':'x'}").json(image).attributes())
        .containsEntry("deployment", "mine");
  }

  @Test
  @DisplayName("trap 18: the model is the reply's, not the deployment's")
  void chat_model_isTheRepliesNotTheDeployment() {
    UsageRecord record =
        traffic
            .post(DEPLOYMENT, "{'model':'whatever'}")
            .json(
                "{'model':'gpt-4o-2024-11-20','usage':{'prompt_tokens':442,'completion_tokens':27}}");

    assertThat(record.provider()).isEqualTo("azure.ai.openai");
    assertThat(record.responseModel()).isEqualTo("gpt-4o-2024-11-20");
    assertThat(record.requestModel()).isEqualTo("my-gpt");
    assertThat(record.attributes())
        .containsEntry("deployment", "my-gpt")
        .containsEntry("host", "res.openai.azure.com");
  }

  @Test
  void routedChat_hasTheRoutersFeeBesideTheModelThatAnswered() {
    String reply =
        "{'model':'gpt-5-nano-2025-08-07','usage':{'prompt_tokens':10000,'completion_tokens':2000}}";

    assertThat(traffic.post(DEPLOYMENT.replace("my-gpt", "model-router"), "{}").json(reply))
        .counts(
            "input_tokens 10000",
            "output_tokens 2000",
            "billable_units 10000 {model=model-router}");
    assertThat(
            traffic
                .post(
                    "https://res.openai.azure.com/openai/v1/chat/completions",
                    "{'model':'model-router'}")
                .json(reply))
        .counts(
            "input_tokens 10000",
            "output_tokens 2000",
            "billable_units 10000 {model=model-router}");
    assertThat(traffic.post(DEPLOYMENT, "{}").json(reply))
        .counts("input_tokens 10000", "output_tokens 2000");
  }

  @Test
  void image_withoutModel_isTheDeploymentsNotOpenAisDefault() {
    UsageRecord record =
        traffic
            .post(
                DEPLOYMENT.replace("my-gpt/chat/completions", "dall-e-3/images/generations"), "{}")
            .json("{'data':[{'url':'https://x'}]}");

    assertThat(record.requestModel()).isEqualTo("dall-e-3");
    assertThat(record).counts("images 1");
  }

  @Test
  @DisplayName("trap 19: a first chunk without model and id does not hide them")
  void chatStream_firstChunkWithoutModelAndId_doesNotHideThem() {
    UsageRecord record =
        traffic
            .post(DEPLOYMENT, "{}")
            .events(
                "{'id':'','model':'','choices':[],'prompt_filter_results':[]}",
                "{'id':'chatcmpl-1','model':'gpt-4o-2024-11-20','choices':[{}]}",
                "{'id':'chatcmpl-1','model':'','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':1}}",
                "[DONE]");

    assertThat(record.responseModel()).isEqualTo("gpt-4o-2024-11-20");
    assertThat(record.responseId()).isEqualTo("chatcmpl-1");
    assertThat(record).counts("input_tokens 3", "output_tokens 1");
  }

  @Test
  @DisplayName("trap 20: a filtered answer is billed by its usage")
  void chat_contentFilter_in200IsBilledAndIn400IsNot() {
    UsageRecord answered =
        traffic
            .post(DEPLOYMENT, "{}")
            .json(
                "{'choices':[{'finish_reason':'content_filter'}],'usage':{'prompt_tokens':3,'completion_tokens':5}}");
    UsageRecord refused =
        traffic.post(DEPLOYMENT, "{}").json(400, "{'error':{'code':'content_filter'}}");

    assertThat(answered).counts("input_tokens 3", "output_tokens 5");
    assertThat(refused.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void chat_grokCountsCachedTokensOutsideThePrompt() {
    UsageRecord record =
        traffic
            .post("https://res.services.ai.azure.com/models/chat/completions", "{}")
            .json(
                """
                {"model":"grok-4-1-fast-non-reasoning","usage":{"prompt_tokens":23,"completion_tokens":110,
                 "prompt_tokens_details":{"cached_tokens":158}}}
                """);

    assertThat(record)
        .counts("input_tokens 23", "cached_input_tokens 158", "output_tokens 110")
        .costs("0.0000912"); // Azure gives no discount for what was cached
  }

  @Test
  void foundryClaude_speaksAnthropic() {
    UsageRecord record =
        traffic
            .post("https://res.services.ai.azure.com/anthropic/v1/messages", "{}")
            .json(
                "{'type':'message','model':'claude-sonnet-5','usage':{'input_tokens':3,'output_tokens':1}}");

    assertThat(record.provider()).isEqualTo("azure.ai.inference");
    assertThat(record).counts("input_tokens 3", "output_tokens 1").costs("0.000016");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-opus-5-5", "claude-haiku-4-5-20251001", "claude-opus-4-8"})
  void foundryClaude_hasAPriceForEachModel(String model) {
    assertThat(
            Traffic.cost(
                traffic
                    .post("https://res.services.ai.azure.com/anthropic/v1/messages", "{}")
                    .json(
                        "{'type':'message','model':'"
                            + model
                            + "','usage':{'input_tokens':3,'output_tokens':1}}")))
        .startsWith("0.0000");
  }
}
