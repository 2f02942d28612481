package io.costspan.reading;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Traffic;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of replies that cost something and do not say how much. */
class EstimatesTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String RESPONSES = "https://api.openai.com/v1/responses";
  private static final String MESSAGES = "https://api.anthropic.com/v1/messages";
  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent";

  /** Two words, 1.93 tokens; 4 for the message, 3 for the chat: 8.93, so 9 tokens in. */
  private static final String ASKED =
      "{'model':'gpt-4o','stream':true,'messages':[{'role':'user','content':'two words'}]}";

  /** 1.93 + 0.98 tokens: the deltas go on with each other. So 3 tokens out. */
  private static final String[] SAID = {
    "{'id':'c1','model':'gpt-4o-2024-08-06','choices':[{'delta':{'role':'assistant','content':''}}]}",
    "{'id':'c1','choices':[{'delta':{'content':'one two'}}]}",
    "{'id':'c1','choices':[{'delta':{'content':' three'},'finish_reason':'stop'}]}"
  };

  private static final String ZEROS =
      "{'choices':[],'usage':{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0}}";

  private final List<RatedCall> shown = new ArrayList<>();
  private final Traffic on = traffic(true);
  private final Traffic off = traffic(false);

  private Traffic traffic(boolean estimates) {
    Pipeline pipeline = new Pipeline(List.of(shown::add));
    pipeline.open(new Rater(TestPrices.users(card()))::rate, Telemetry.NONE);
    return new Traffic(Catalog.load(List.of(), List.of(), estimates), pipeline);
  }

  private static String card() {
    return "{'id':'me/gpt-4o','provider':'openai','model':'gpt-4o','price':[{'meter':'input_tokens','rate':'1000000'},{'meter':'output_tokens','rate':'2000000'}]}";
  }

  private RatedCall last() {
    return shown.get(shown.size() - 1);
  }

  @Test
  @DisplayName("trap 12, ferro-labs/ai-gateway#281: a stream without usage is estimated, not free")
  void streamWithoutUsage_isEstimated() {
    UsageRecord record = on.post(CHAT, ASKED).events(SAID);

    assertThat(record).counts("input_tokens 9", "output_tokens 3");
    assertThat(record.quantities()).allMatch(q -> q.exactness() == Exactness.ESTIMATED);
    assertThat(last().rating().status()).isEqualTo(Status.RATED);
    assertThat(last().rating().estimated()).isTrue();
    assertThat(last().rating().amount()).isEqualByComparingTo("15");
  }

  @Test
  @DisplayName("ferro-labs/ai-gateway#281: without estimates no value at all, and the reason")
  void streamWithoutUsage_nobodyWantsEstimates_isUnrated() {
    UsageRecord record = off.post(CHAT, ASKED).events(SAID);

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(record.quantities()).isEmpty();
    assertThat(last().rating().status()).isEqualTo(Status.UNRATED);
    assertThat(last().rating().amount()).isNull();
  }

  @Test
  @DisplayName("preloop/preloop#197: usage of an unknown model has no value")
  void streamWithoutUsage_ofAnUnknownModel_isUnrated() {
    on.post(CHAT, ASKED.replace("gpt-4o", "house-model")).events(SAID[1]);

    assertThat(last().rating().status()).isEqualTo(Status.UNRATED);
    assertThat(last().rating().reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
    assertThat(last().rating().amount()).isNull();
    assertThat(last().rating().estimated()).isTrue();
  }

  @Test
  @DisplayName("BerriAI/litellm#37992: usage of 0 is 0 and not estimated over")
  void usageOfZero_isZero() {
    UsageRecord record = on.post(CHAT, ASKED).events(SAID[0], SAID[1], SAID[2], ZEROS);

    assertThat(record).counts("input_tokens 0", "output_tokens 0");
    assertThat(last().rating().estimated()).isFalse();
    assertThat(last().rating().amount()).isEqualByComparingTo("0");
  }

  @Test
  @DisplayName("theopenco/llmgateway#3546: a stream that breaks behind its usage is priced by it")
  void brokenStream_usageSeen_isPricedByIt() {
    UsageRecord record =
        on.post(CHAT, ASKED)
            .cutEvents(
                SAID[1], "{'choices':[],'usage':{'prompt_tokens':20,'completion_tokens':10}}");

    assertThat(record).counts("input_tokens 20", "output_tokens 10");
    assertThat(last().rating().amount()).isEqualByComparingTo("40");
    assertThat(last().rating().estimated()).isFalse();
  }

  @Test
  @DisplayName(
      "trap 52, theopenco/llmgateway#3505: a stream that breaks before is estimated from what came")
  void brokenStream_usageNotSeen_isEstimatedFromWhatCame() {
    UsageRecord record = on.post(CHAT, ASKED).cutEvents(SAID[0], SAID[1]);

    assertThat(record).counts("input_tokens 9", "output_tokens 2");
    assertThat(last().rating().estimated()).isTrue();
  }

  @Test
  @DisplayName("maximhq/bifrost#4575: without estimates it is unpriced")
  void brokenStream_usageNotSeen_nobodyWantsEstimates_isUnrated() {
    UsageRecord record = off.post(CHAT, ASKED).cutEvents(SAID[0], SAID[1]);

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.ABORTED));
    assertThat(last().rating().amount()).isNull();
  }

  @Test
  void brokenStream_beforeAnyText_costsItsPrompt() {
    assertThat(on.post(CHAT, ASKED).cutEvents()).counts("input_tokens 9");
  }

  @Test
  void requestWithoutReply_isUnratedAndKeepsWhatItsInputMayBe() {
    UsageRecord record = on.post(CHAT, ASKED).unanswered();

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_RESPONSE));
    assertThat(record).counts("input_tokens 9");
    assertThat(last().rating().amount()).isNull();
    assertThat(last().rating().estimated()).isTrue();
  }

  @Test
  @DisplayName("langfuse/langfuse#2112: an answer from a cache costs nothing")
  void answerFromTheClientsCache_isFree() {
    UsageRecord record = on.post(CHAT, ASKED).fromCache();

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.CACHE_HIT));
    assertThat(record.quantities()).isEmpty();
    assertThat(last().rating().amount()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429, 500})
  void failedCall_staysFree(int status) {
    UsageRecord record = on.post(CHAT, ASKED).json(status, "{'error':{'message':'no'}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(record.quantities()).isEmpty();
  }

  @Test
  void streamThatFailsMidway_isEstimatedFromWhatCame() {
    UsageRecord record = on.post(CHAT, ASKED).events(SAID[1], "{'error':{'code':502}}");

    assertThat(record).counts("input_tokens 9", "output_tokens 2");
    assertThat(last().rating().estimated()).isTrue();
  }

  @Test
  void streamThatFailsMidway_nobodyWantsEstimates_isUnrated() {
    UsageRecord record = off.post(CHAT, ASKED).events(SAID[1], "{'error':{'code':502}}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.ABORTED));
  }

  @Test
  void streamThatFailsBeforeAnyText_staysFree() {
    UsageRecord record = on.post(CHAT, ASKED).events(SAID[0], "{'error':{'code':502}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void replyThatIsNoJson_staysUnrated() {
    UsageRecord record = on.post(CHAT, ASKED).reply(200, "application/json", "<html>");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.MALFORMED_BODY));
  }

  @Test
  void emptyReply_staysUnrated() {
    UsageRecord record = on.post(CHAT, ASKED).reply(200, "application/json", "");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void promptOfParts_countsTextsToolsAndImages() {
    String asked =
        """
        {"model":"gpt-4o","messages":[
          {"role":"system","content":"word"},
          {"role":"user","content":[{"type":"text","text":"word"},{"type":"image_url","image_url":{"url":"data:AAAA"}}]}],
         "tools":[{"type":"function","function":{"name":"word"}}]}
        """;

    UsageRecord record = on.post(CHAT, asked).events(SAID[1]);

    // 2 of text, 0.8 x 6 of the tool, 765 of the image, 2 x 4, 3
    assertThat(record).counts("input_tokens 783", "output_tokens 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'previous_response_id':'resp_0'",
        "'conversation':{'id':'conv_0'}",
        "'tools':[{'type':'web_search_preview'}]",
      })
  void promptThatLiesOnTheServer_staysUnrated(String more) {
    String delta = "{'type':'response.output_text.delta','delta':'two words'}";
    String plain = "{'model':'gpt-4o','input':'two words'}";

    assertThat(on.post(RESPONSES, plain).cutEvents(delta))
        .counts("input_tokens 9", "output_tokens 2");
    assertThat(on.post(RESPONSES, "{" + more + "," + plain.substring(1)).cutEvents(delta).billing())
        .isEqualTo(Billing.unknown(Reasons.ABORTED));
  }

  @Test
  void anthropicStreamThatBreaks_keepsItsInputAndEstimatesItsOutput() {
    UsageRecord record =
        on.post(MESSAGES, "{'model':'claude-sonnet-4-5','messages':[]}")
            .cutEvents(
                "{'type':'message_start','message':{'usage':{'input_tokens':25,'cache_read_input_tokens':7,'output_tokens':1}}}",
                "{'type':'content_block_delta','delta':{'type':'text_delta','text':'one two'}}",
                "{'type':'content_block_delta','delta':{'type':'text_delta','text':' three'}}");

    // 1.15 x 3 + 3
    assertThat(record).counts("input_tokens 25", "cached_input_tokens 7", "output_tokens 7");
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsExactly(Exactness.REPORTED, Exactness.REPORTED, Exactness.ESTIMATED);
  }

  @Test
  void geminiStreamThatBreaks_beforeAnyCount_isEstimated() {
    UsageRecord record =
        on.post(GEMINI, "{'contents':[{'parts':[{'text':'two words'}]}]}")
            .cutEvents(
                "{'candidates':[{'content':{'parts':[{'text':'hidden','thought':true},{'text':'one two'}]}}]}");

    assertThat(record).counts("input_tokens 2", "output_tokens 2");
  }
}
