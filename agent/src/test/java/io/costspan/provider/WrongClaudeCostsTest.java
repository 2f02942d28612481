package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Cases of {@code WrongCostsTest} that went wrong while reading what Anthropic or Bedrock sends:
 * from the bytes of request and reply to the amount.
 */
class WrongClaudeCostsTest {
  private final Traffic traffic = new Traffic();

  private UsageRecord message(String model, String usage) {
    return traffic
        .post("https://api.anthropic.com/v1/messages", "{'model':'" + model + "'}")
        .json("{'type':'message','model':'" + model + "','usage':{" + usage + "}}");
  }

  private String converse(String region, String model, String usage) {
    String url =
        "https://bedrock-runtime." + region + ".amazonaws.com/model/" + model + "/converse";
    return cost(traffic.post(url, "{}").json("{'usage':{" + usage + "}}"));
  }

  @Test
  @DisplayName("BerriAI/litellm#9812: cache writes stand outside Anthropic's input")
  void cacheWriteBesideInput() {
    UsageRecord record =
        message(
            "claude-3-7-sonnet-20250219",
            "'input_tokens':3,'cache_creation_input_tokens':12304,'cache_read_input_tokens':0,'output_tokens':550");
    assertThat(record).costs("0.054399");
  }

  @Test
  @DisplayName("BerriAI/litellm#11364: a regional profile with cache reads and writes")
  void regionalProfile() {
    String usage =
        "'inputTokens':10,'cacheReadInputTokens':66360,'cacheWriteInputTokens':32435,'outputTokens':5120,'totalTokens':103925";
    assertThat(converse("eu-central-1", "eu.anthropic.claude-opus-4-5-20251101-v1%3A0", usage))
        .isEqualTo("0.400343625");
  }

  @Test
  @DisplayName("langfuse/langfuse#12306: the raw wire is exclusive, OpenAI's form of it inclusive")
  void subtractedOnce() {
    UsageRecord raw =
        message(
            "claude-sonnet-4-5",
            "'input_tokens':100,'cache_read_input_tokens':900,'output_tokens':0");
    UsageRecord converted =
        traffic
            .post("https://api.anthropic.com/v1/chat/completions", "{'model':'claude-sonnet-4-5'}")
            .json(
                """
                {"model":"claude-sonnet-4-5","usage":{"prompt_tokens":1000,"completion_tokens":0,
                 "prompt_tokens_details":{"cached_tokens":900}}}""");
    assertThat(raw).costs("0.00057");
    assertThat(converted).costs("0.00057");
  }

  @Test
  @DisplayName("BerriAI/litellm#16996: searches stand in the last usage of a stream")
  void anthropicSearch() {
    UsageRecord record =
        traffic
            .post(
                "https://api.anthropic.com/v1/messages",
                "{'model':'claude-sonnet-4-5','stream':true}")
            .events(
                "{'type':'message_start','message':{'model':'claude-sonnet-4-5','usage':{'input_tokens':100,'output_tokens':1}}}",
                "{'type':'message_delta','usage':{'output_tokens':50,'server_tool_use':{'web_search_requests':2}}}",
                "{'type':'message_stop'}");
    assertThat(record).costs("0.02105");
  }

  private static final String THOUSAND_AND_HUNDRED = "'inputTokens':1000,'outputTokens':100";
  private static final String THOUSAND_EACH = "'inputTokens':1000,'outputTokens':1000";

  @Test
  @DisplayName("BerriAI/litellm#27612: the au. profile is dearer than the global price")
  void auProfile() {
    String model = "anthropic.claude-sonnet-4-5-20250929-v1%3A0";
    assertThat(converse("ap-southeast-2", "au." + model, THOUSAND_EACH)).isEqualTo("0.0198");
    assertThat(converse("ap-southeast-2", "global." + model, THOUSAND_EACH)).isEqualTo("0.018");
  }

  @Test
  @DisplayName("pydantic/genai-prices#689: a profile without version")
  void profileWithoutVersion() {
    assertThat(converse("us-east-1", "us.anthropic.claude-fable-5", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.0165");
  }

  @Test
  @DisplayName("pydantic/genai-prices#676: a global profile is cheaper than one of a region")
  void globalProfile() {
    assertThat(converse("us-east-1", "global.openai.gpt-5.6-luna", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.00032");
    assertThat(converse("us-east-1", "us.openai.gpt-5.6-luna", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.000352");
  }

  @Test
  @DisplayName("anthropics/claude-code#83690: a region's profile is no global one")
  void geoProfile() {
    String model = "anthropic.claude-opus-4-5-20251101-v1%3A0";
    assertThat(converse("us-east-1", "global." + model, THOUSAND_EACH)).isEqualTo("0.03");
    assertThat(converse("us-east-1", "us." + model, THOUSAND_EACH)).isEqualTo("0.033");
  }

  @Test
  @DisplayName("BerriAI/litellm#42469: a region's card beats the bare one")
  void regionCard() {
    String model = "nvidia.nemotron-super-3-120b";
    assertThat(converse("eu-west-2", model, THOUSAND_EACH)).isEqualTo("0.00124");
    assertThat(converse("us-east-1", model, THOUSAND_EACH)).isEqualTo("0.0008");
  }

  @Test
  @DisplayName("BerriAI/litellm#38378: fast was asked for, standard served")
  void servedSpeed() {
    assertThat(fast("standard")).isEqualTo("0.27916875");
    assertThat(fast("fast")).isEqualTo("0.5583375");
  }

  private String fast(String served) {
    String reply =
        """
        {"type":"message","model":"claude-opus-4-8","usage":{"input_tokens":0,"output_tokens":0,
         "cache_creation_input_tokens":44667,"speed":"%s"}}""";
    return cost(
        traffic
            .post(
                "https://api.anthropic.com/v1/messages",
                "{'model':'claude-opus-4-8','speed':'fast'}")
            .json(reply.formatted(served)));
  }

  @Test
  @DisplayName("synthetic-sciences/openscience#121: cache writes make a long context too")
  void longContext() {
    UsageRecord record =
        message(
            "claude-sonnet-4-5-20250929",
            "'input_tokens':10000,'cache_creation_input_tokens':195000,'output_tokens':0");
    assertThat(record).costs("1.5225");
  }
}
