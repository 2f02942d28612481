package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where providers say to which conversation a call belongs. Replies are cut recordings. */
class ConversationsTest {
  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String CONV = "conv_010000000000000000000000000000000000000000000000";

  private final Traffic traffic = new Traffic();

  @Test
  void responses_conversationByItsId_isThat() {
    assertThat(response("{'conversation':'" + CONV + "','model':'gpt-4.1'}", "null"))
        .isEqualTo(CONV);
  }

  @Test
  void responses_conversationAsObject_isItsId() {
    assertThat(response("{'conversation':{'id':'" + CONV + "'},'model':'gpt-4.1'}", "null"))
        .isEqualTo(CONV);
    assertThat(response("{'conversation':{},'model':'gpt-4.1'}", "null")).isNull();
  }

  @Test
  void responses_conversationOfTheReply_isThat() {
    assertThat(response("{'model':'gpt-4.1'}", "{'id':'" + CONV + "'}")).isEqualTo(CONV);
  }

  @Test
  void responses_previousResponse_isNoConversation() {
    assertThat(response("{'previous_response_id':'resp_1','model':'gpt-4.1'}", "null")).isNull();
  }

  @Test
  void run_ofAnAssistant_isItsThread() {
    String run =
        "{'id':'run_1','object':'thread.run','thread_id':'thread_bf8Tmw8TRNTaVBtdp9BeQkRQ',"
            + "'status':'completed','model':'gpt-4o',"
            + "'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7}}";

    assertThat(conversation(traffic.post(OPENAI + "/threads/runs", "{}").json(run)))
        .isEqualTo("thread_bf8Tmw8TRNTaVBtdp9BeQkRQ");
    assertThat(conversation(traffic.post(OPENAI + "/threads/thread_2/runs", "{}").json("{}")))
        .isEqualTo("thread_2");
    assertThat(
            conversation(
                traffic
                    .post("https://acme.openai.azure.com/openai/threads/thread_3/runs", "{}")
                    .json("{}")))
        .isEqualTo("thread_3");
  }

  @Test
  void agent_ofBedrock_isTheSessionOfItsPath() {
    UsageRecord record =
        traffic
            .post(
                "https://bedrock-agent-runtime.us-east-1.amazonaws.com"
                    + "/agents/A1/agentAliases/L1/sessions/session-7/text",
                "{'inputText':'hello'}")
            .json("{}");

    assertThat(conversation(record)).isEqualTo("session-7");
    assertThat(record.billing().reason()).isEqualTo("unknown_operation");
  }

  @Test
  void conversation_ofMistral_isThatOfTheReplyOrThePath() {
    String begun =
        "{'conversation_id':'conv-1','usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}";

    assertThat(
            conversation(traffic.post("https://api.mistral.ai/v1/conversations", "{}").json(begun)))
        .isEqualTo("conv-1");
    assertThat(
            conversation(
                traffic.post("https://api.mistral.ai/v1/conversations/conv-2", "{}").json("{}")))
        .isEqualTo("conv-2");
  }

  @Test
  void chat_withoutAny_hasNone() {
    assertThat(conversation(traffic.post(OPENAI + "/chat/completions", "{}").json("{}"))).isNull();
  }

  private @Nullable String response(String request, String conversation) {
    return conversation(
        traffic
            .post(OPENAI + "/responses", request)
            .events(
                "{'type':'response.completed','response':{'id':'resp_1','status':'completed',"
                    + "'conversation':"
                    + conversation
                    + ",'usage':{'input_tokens':3,'output_tokens':9}}}"));
  }

  private static @Nullable String conversation(UsageRecord record) {
    return record.conversation().id();
  }
}
