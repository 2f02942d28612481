package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Salesforce bills in requests, credits or conversations, as the contract says. */
class SalesforceUnitsTest {
  @TempDir Path directory;

  private static final String MODELS = "https://api.salesforce.com/einstein/platform/v1/models/";

  @Test
  @DisplayName("trap 58: Salesforce's wrapper is read at its parameters, in the contract's unit")
  void salesforce_tokensInAndOutTogether_areBegunBlocks() {
    Spend spend = new Spend();
    String chat =
        "{'generationDetails':{'generations':[],'parameters':{'model':'gpt-4o-mini-2024-07-18','usage':{'prompt_tokens':6000,'completion_tokens':500,'total_tokens':6500}}}}";

    RatedCall call =
        spend.post(MODELS + "sfdc_ai__DefaultOpenAIGPT4OmniMini/chat-generations", "{}").json(chat);

    assertThat(call).costs("rated 4 x:einstein_request; input_tokens 8000 x 1/2000 = 4");
    assertThat(call.usage().requestModel()).isEqualTo("sfdc_ai__DefaultOpenAIGPT4OmniMini");
    assertThat(call.usage().responseModel()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(
            spend
                .post(MODELS + "m/generations", "{'prompt':'p'}")
                .json(
                    "{'id':'g','generation':{'parameters':{'usage':{'prompt_tokens':1000,'completion_tokens':1000}}}}"))
        .costs("rated 1 x:einstein_request; input_tokens 2000 x 1/2000 = 1");
    assertThat(
            spend
                .post(MODELS + "m/embeddings", "{}")
                .json(
                    "{'embeddings':[],'parameters':{'usage':{'prompt_tokens':8,'total_tokens':8}}}"))
        .costs("rated 1 x:einstein_request; input_tokens 2000 x 1/2000 = 1");
    assertThat(spend.post(MODELS + "m/generations", "{}").json(400, "{'errorCode':'BAD_REQUEST'}"))
        .costs("free failed 0 USD");
  }

  @Test
  void salesforce_multiplierAndRateOfAContract() {
    Spend spend =
        Spend.withCards(
            directory,
            """
            {"id": "me/sf-4o", "provider": "salesforce", "model": "sfdc_ai__DefaultGPT4Omni", "like": "salesforce/einstein-requests", "times": [{"by": "4"}]}
            """,
            """
            {"id": "me/sf-mini", "provider": "salesforce", "model": "sfdc_ai__DefaultOpenAIGPT4OmniMini", "like": "salesforce/einstein-requests",
             "currency": "USD", "times": [{"by": "0.02"}]}
            """);
    String reply =
        "{'generation':{'parameters':{'usage':{'prompt_tokens':3000,'completion_tokens':1}}}}";

    assertThat(spend.post(MODELS + "sfdc_ai__DefaultGPT4Omni/generations", "{}").json(reply))
        .costs("rated 8 x:einstein_request; input_tokens 4000 x 1/2000 x 4 = 8");
    assertThat(
            spend.post(MODELS + "sfdc_ai__DefaultOpenAIGPT4OmniMini/generations", "{}").json(reply))
        .costs("rated 0.04 USD; input_tokens 4000 x 1/2000 x 0.02 = 0.04");
  }

  private static final String AGENT = "https://api.salesforce.com/einstein/ai-agent/v1/";

  @Test
  void salesforce_agent_isBilledByTheActionOrByTheConversation() {
    Spend credits = new Spend();
    Spend conversations =
        Spend.withCards(
            directory,
            """
            {"id": "me/conversations", "provider": "salesforce", "model": "*", "when": {"operation": ["agent", "session"]}, "like": "salesforce/conversations"}
            """);

    assertThat(session(credits)).costs("rated 0 x:salesforce_flex_credit; sessions 1 x 0 = 0");
    assertThat(message(credits)).costs("rated 20 x:salesforce_flex_credit; requests 1 x 20 = 20");
    assertThat(session(conversations)).costs("rated 2 USD; sessions 1 x 2.00 = 2");
    assertThat(message(conversations)).costs("rated 0 USD; requests 1 x 0 = 0");
    assertThat(
            told(
                credits
                    .post(AGENT + "sessions/s1/messages/stream", "{}")
                    .events(
                        "{'message':{'type':'TextChunk'}}",
                        "{'message':{'type':'Inform'}}",
                        "{'message':{'type':'EndOfTurn'}}")))
        .startsWith("rated 20 x:salesforce_flex_credit");
  }

  private static RatedCall session(Spend spend) {
    return spend.post(AGENT + "agents/0Xx1/sessions", "{}").json("{'sessionId':'s1'}");
  }

  private static RatedCall message(Spend spend) {
    return spend
        .post(AGENT + "sessions/s1/messages", "{}")
        .json("{'messages':[{'type':'Inform','message':'hi'}]}");
  }
}
