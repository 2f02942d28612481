package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Houses that host others' models in OpenAI's formats, and what they do differently. */
class HostedTrapsTest {
  private static final String USAGE =
      "{'prompt_tokens':1000000,'completion_tokens':1000000,'total_tokens':2000000}";

  private final Traffic traffic = new Traffic();
  private final Rater rater = new Rater(PriceTables.bundled());

  /** A million tokens in and out, at the prices of the two tables. */
  @ParameterizedTest
  @CsvSource({
    "https://api.novita.ai/v3/openai/chat/completions,             minimax/minimax-m2.1,             novita,     1.5",
    "https://api.studio.nebius.ai/v1/chat/completions,             deepseek-ai/DeepSeek-R1,          nebius,     3.2",
    "https://api.sambanova.ai/v1/chat/completions,                 DeepSeek-R1,                      sambanova,  12",
    "https://inference.api.nscale.com/v1/chat/completions,         Qwen/QwQ-32B,                     nscale,     0.38",
    "https://api.hyperbolic.xyz/v1/chat/completions,               Qwen/QwQ-32B,                     hyperbolic, 0.4",
    "https://api.lambda.ai/v1/chat/completions,                    deepseek-v3-0324,                 lambda,     0.8",
    "https://inference.baseten.co/v1/chat/completions,             zai-org/GLM-4.6,                  baseten,    2.8",
    "https://api.inference.crusoecloud.com/v1/chat/completions,    deepseek-ai/DeepSeek-V3-0324,     crusoe,     3",
    "https://acme.snowflakecomputing.com/api/v2/cortex/v1/chat/completions, claude-3-5-sonnet,       snowflake,  18",
    "https://acme.snowflakecomputing.com/api/v2/cortex/inference:complete, deepseek-r1,              snowflake,  6.75",
    "https://api.ai21.com/studio/v1/chat/completions,              jamba-1.5-large,                  ai21,       10",
  })
  void chat_isReadAndPriced(String url, String model, String provider, String amount) {
    UsageRecord record =
        traffic.post(url, "{'model':'" + model + "'}").json("{'usage':" + USAGE + "}");

    assertThat(record.provider()).isEqualTo(provider);
    assertThat(rater.rate(record, Instant.parse("2026-08-21T12:00:00Z")).amount())
        .isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.writer.com/v1/chat",
    "https://us.inference.heroku.com/v1/chat/completions",
    "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1/chat/completions",
    "https://api.scaleway.ai/p-1/v1/chat/completions",
    "https://models.github.ai/inference/chat/completions",
    "https://models.github.ai/orgs/acme/inference/chat/completions",
    "https://x.eastus2.models.ai.azure.com/v1/chat/completions",
    "https://api.friendli.ai/serverless/v1/chat/completions",
    "https://api.doubleword.ai/v1/chat/completions",
    "https://eu-de.ml.cloud.ibm.com/ml/v1/text/chat",
    "https://eu-de.ml.cloud.ibm.com/ml/v1/deployments/d/text/chat",
  })
  void chat_isRead(String url) {
    assertThat(
            traffic
                .post(url, "{'model':'m'}")
                .events("{'model':'m','choices':[]}", "{'usage':" + USAGE + "}"))
        .counts("input_tokens 1000000", "output_tokens 1000000");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.deepseek.com/anthropic/v1/messages,                deepseek",
    "https://api.moonshot.ai/anthropic/v1/messages,                 moonshot_ai",
    "https://api.z.ai/api/anthropic/v1/messages,                    zai",
    "https://open.bigmodel.cn/api/anthropic/v1/messages,            zhipuai",
    "https://api.minimax.io/anthropic/v1/messages,                  minimax",
    "https://dashscope-intl.aliyuncs.com/apps/anthropic/v1/messages, alibaba",
    "https://api.x.ai/v1/messages,                                  x_ai",
    "https://api.fireworks.ai/inference/v1/messages,                fireworks",
    "https://openrouter.ai/api/v1/messages,                         openrouter",
    "http://localhost:11434/v1/messages,                            ollama",
  })
  void messages_ofOtherHouses_countLikeAnthropics(String url, String provider) {
    UsageRecord record =
        traffic
            .post(url, "{'model':'m'}")
            .json(
                "{'type':'message','usage':{'input_tokens':9,'cache_read_input_tokens':40,'output_tokens':7}}");

    assertThat(record.provider()).isEqualTo(provider);
    assertThat(record).counts("input_tokens 9", "cached_input_tokens 40", "output_tokens 7");
  }

  @Test
  void databricks_endpointInThePath_isTheModel() {
    UsageRecord record =
        traffic
            .post(
                "https://adb-1.2.azuredatabricks.net/serving-endpoints/databricks-claude-haiku-4-5/invocations",
                "{'messages':[]}")
            .json("{'usage':{'prompt_tokens':1000,'completion_tokens':0}}");

    assertThat(record.requestModel()).isEqualTo("databricks-claude-haiku-4-5");
    // 1000 x 0.000014286 DBU x 0.07
    assertThat(rater.rate(record, Instant.EPOCH).amount()).isEqualByComparingTo("0.00100002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v1/text/generation_stream?version=2024-03-14", "v1-beta/generation/text_stream"})
  void watsonxGeneration_streamsGrowingCounts(String path) {
    UsageRecord record =
        traffic
            .post(
                "https://us-south.ml.cloud.ibm.com/ml/" + path,
                "{'model_id':'ibm/granite-3-8b-instruct'}")
            .events(
                "{'model_id':'ibm/granite-3-8b-instruct','results':[{'generated_token_count':1,'input_token_count':7}]}",
                "{'results':[{'generated_token_count':9,'input_token_count':0}]}");

    assertThat(record).counts("input_tokens 7", "output_tokens 9");
    assertThat(record.requestModel()).isEqualTo("ibm/granite-3-8b-instruct");
  }

  @Test
  void watsonxGeneration_laterCountThatIsLower_decides() {
    UsageRecord record =
        traffic
            .post("https://us-south.ml.cloud.ibm.com/ml/v1/text/generation_stream", "{}")
            .events(
                "{'model_id':'m','results':[{'generated_token_count':12,'input_token_count':7}]}",
                "{'results':[{'generated_token_count':11,'input_token_count':0}]}");

    assertThat(record).counts("input_tokens 7", "output_tokens 11");
  }

  @Test
  void watsonxGeneration_atTheBeta_isRead() {
    UsageRecord record =
        traffic
            .post(
                "https://us-south.ml.cloud.ibm.com/ml/v1-beta/generation/text?version=2023-05-29",
                "{'model_id':'google/flan-ul2','input':'Hello'}")
            .json(
                "{'model_id':'google/flan-ul2','results':[{'generated_text':'Hi','generated_token_count':2,'input_token_count':3}]}");

    assertThat(record.operation()).isEqualTo("text_completion");
    assertThat(record).counts("input_tokens 3", "output_tokens 2");
  }

  @Test
  void watsonxEmbeddings_haveACountOfTheirOwn() {
    assertThat(
            traffic
                .post("https://us-south.ml.cloud.ibm.com/ml/v1/text/embeddings", "{'model_id':'m'}")
                .json("{'model_id':'m','results':[{'embedding':[0.1]}],'input_token_count':12}"))
        .counts("input_tokens 12");
  }
}
