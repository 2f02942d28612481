package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Claude may decline, and another model steps in. */
class FallbackTrapsTest {
  /** As recorded by github.com/vercel/ai, in one piece. */
  private static final String USAGE =
      """
      "usage":{"input_tokens":412,"output_tokens":264,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,\
      "iterations":[\
      {"type":"message","model":"claude-fable-5","input_tokens":408,"output_tokens":0,\
      "cache_read_input_tokens":0,"cache_creation_input_tokens":0},\
      {"type":"fallback_message","model":"claude-opus-4-8","input_tokens":412,"output_tokens":264,\
      "cache_read_input_tokens":0,"cache_creation_input_tokens":0}]}""";

  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','model':'claude-fable-5','usage':{'input_tokens':408,'output_tokens':1}}}";
  private static final String STEPS_IN =
      "{'type':'content_block_start','index':0,'content_block':{'type':'fallback','from':{'model':'claude-fable-5'},'to':{'model':'claude-opus-4-8'}}}";
  private static final String TEXT =
      "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'The printing press was invented'}}";
  private static final String STOP = "{'type':'message_stop'}";

  private final Traffic traffic = new Traffic();

  private Traffic.Request message() {
    return traffic.post(
        "https://api.anthropic.com/v1/messages",
        "{'model':'claude-fable-5','fallbacks':'default','messages':[{'role':'user','content':'Who invented it?'}]}");
  }

  private static String delta(String usage) {
    return "{'type':'message_delta','delta':{'stop_reason':'end_turn'}," + usage + "}";
  }

  @Test
  @DisplayName("trap 69: a stream costs what its unstreamed twin does")
  void stream_isPricedAsTheModelThatAnswered() {
    UsageRecord whole = message().json("{\"model\":\"claude-opus-4-8\"," + USAGE + "}");
    UsageRecord stream = message().events(START, STEPS_IN, TEXT, delta(USAGE), STOP);

    // 412 x 5 + 264 x 25 a million
    assertThat(whole).counts("input_tokens 412", "output_tokens 264").costs("0.00866");
    assertThat(stream).counts("input_tokens 412", "output_tokens 264").costs("0.00866");
    assertThat(stream.responseModel()).isEqualTo("claude-opus-4-8");
  }

  @Test
  void stream_withoutABlockOfItsOwn_isPricedAsTheModelOfTheLastCounts() {
    UsageRecord stream = message().events(START, TEXT, delta(USAGE), STOP);

    assertThat(stream).counts("input_tokens 412", "output_tokens 264").costs("0.00866");
    assertThat(stream.responseModel()).isEqualTo("claude-opus-4-8");
  }

  @Test
  void stream_closedEarly_isEstimatedAtTheModelThatAnswers() {
    UsageRecord record = message().cutEvents(START, STEPS_IN, TEXT);

    assertThat(record.responseModel()).isEqualTo("claude-opus-4-8");
    assertThat(record.estimated()).isTrue();
  }

  @Test
  @DisplayName("trap 69: what the declining model had begun is billed at its own price")
  void stream_declinedMidway_costsBothModels() {
    String attempts =
        "'iterations':[{'type':'message','model':'claude-fable-5','input_tokens':10,'output_tokens':40},"
            + "{'type':'fallback_message','model':'claude-opus-4-8','input_tokens':12,'output_tokens':30}]}";
    String[] both = {
      "input_tokens 12",
      "output_tokens 30",
      "input_tokens 10 {model=claude-fable-5}",
      "output_tokens 40 {model=claude-fable-5}"
    };

    // 12 x 5 + 30 x 25 and 10 x 10 + 40 x 50 a million
    assertThat(
            message()
                .events(
                    START,
                    STEPS_IN,
                    delta("'usage':{'input_tokens':12,'output_tokens':30," + attempts),
                    STOP))
        .as("totals of the answer alone")
        .counts(both)
        .costs("0.00291");
    assertThat(
            message()
                .events(START, STEPS_IN, delta("'usage':{'output_tokens':70," + attempts), STOP))
        .as("totals of all attempts")
        .counts(both)
        .costs("0.00291");
  }
}
