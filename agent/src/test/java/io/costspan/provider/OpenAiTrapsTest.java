package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
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

/** What OpenAI's replies count, and what they count twice. */
class OpenAiTrapsTest {
  private static final String API = "https://api.openai.com/v1";
  private static final String CHAT = API + "/chat/completions";
  private static final String RESPONSES = API + "/responses";

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

    assertThat(quantities(record))
        .containsExactly(
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

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 20",
            "input_tokens 44 {modality=audio}",
            "output_tokens 6",
            "output_tokens 12 {modality=audio}");
  }

  @Test
  void chat_partsLargerThanTheirTotal_neverExceedIt() {
    UsageRecord record =
        traffic
            .post(CHAT, "{}")
            .json(
                """
                {"usage":{"prompt_tokens":5,"completion_tokens":4,
                 "completion_tokens_details":{"reasoning_tokens":3,"audio_tokens":4}}}
                """);

    assertThat(quantities(record))
        .containsExactly("input_tokens 5", "output_tokens 4 {modality=audio}");
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

    assertThat(quantities(record)).containsExactly("input_tokens 7", "output_tokens 2");
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

    assertThat(quantities(record)).containsExactly("input_tokens 7", "output_tokens 2");
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

  /** Trap 50. */
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

    assertThat(quantities(record)).containsExactly("input_tokens 9");
  }

  @Test
  void chat_zeroUsage_isZeroNotUnknown() {
    UsageRecord record =
        traffic.post(CHAT, "{}").json("{'usage':{'prompt_tokens':0,'completion_tokens':0}}");

    assertThat(quantities(record)).containsExactly("input_tokens 0", "output_tokens 0");
  }

  @Test
  void storedObjects_repeatUsage_andAreFree() {
    String usage = "{'id':'x','usage':{'prompt_tokens':9,'input_tokens':9}}";

    assertThat(traffic.get(CHAT + "/chatcmpl-1").json(usage).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(RESPONSES + "/resp_1").json(usage).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  @DisplayName("trap 15: counting tokens is free")
  void inputTokens_countingIsFree() {
    UsageRecord record =
        traffic
            .post(RESPONSES + "/input_tokens", "{'model':'gpt-5'}")
            .json("{'object':'response.input_tokens','input_tokens':51}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void responsesStream_completed_holdsTheUsage() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{'model':'gpt-5','stream':true}")
            .events(
                "{'type':'response.created','response':{'id':'resp_1','status':'in_progress','usage':null,'output':[]}}",
                """
                {"type":"response.completed","response":{"id":"resp_1","model":"gpt-5-2025-08-07","status":"completed",\
                "service_tier":"flex","error":null,"usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60},\
                "output_tokens":52,"output_tokens_details":{"reasoning_tokens":32},"total_tokens":152}}}""");

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 40",
            "cached_input_tokens 60",
            "output_tokens 20",
            "output_tokens 32 {kind=reasoning}");
    assertThat(record.responseId()).isEqualTo("resp_1");
    assertThat(record.attributes()).containsEntry("service_tier", "flex");
  }

  @Test
  void responses_incomplete_isBilledAndFailedIsNot() {
    UsageRecord incomplete =
        traffic
            .post(RESPONSES, "{}")
            .events(
                "{'type':'response.incomplete','response':{'status':'incomplete','usage':{'input_tokens':3,'output_tokens':9}}}");
    UsageRecord failed =
        traffic
            .post(RESPONSES, "{}")
            .events(
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error'},'usage':null}}");

    assertThat(quantities(incomplete)).containsExactly("input_tokens 3", "output_tokens 9");
    assertThat(failed.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  @DisplayName("trap 27: opening a page is no search")
  void responses_toolItems_payPerSearchAndPerContainer() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{}")
            .json(
                """
                {"output":[
                  {"type":"web_search_call","action":{"type":"search"}},
                  {"type":"web_search_call","action":{"type":"open_page"}},
                  {"type":"web_search_call"},
                  {"type":"file_search_call"},
                  {"type":"code_interpreter_call","container_id":"c1"},
                  {"type":"code_interpreter_call","container_id":"c1"},
                  {"type":"message"}],
                 "usage":{"input_tokens":5,"output_tokens":6}}
                """);

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 5",
            "output_tokens 6",
            "tool_calls 2 {tool=web_search}",
            "tool_calls 1 {tool=file_search}",
            "tool_calls 1 {tool=code_interpreter}");
  }

  @Test
  @DisplayName(
      "trap 27, trap 29: the stated number of searches counts, what they found is input already")
  void responses_statedSearches_goBeforeItems() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{}")
            .json(
                """
                {"output":[{"type":"web_search_call"},{"type":"web_search_call"}],
                 "tool_usage":{"web_search":{"num_requests":1}},"usage":{"input_tokens":5,"output_tokens":6}}
                """);

    assertThat(quantities(record)).contains("tool_calls 1 {tool=web_search}");
  }

  @Test
  @DisplayName("trap 26: the image tool has tokens and a model of its own")
  void responses_imageTool_isChargedAtItsOwnModel() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{'tools':[{'type':'image_generation','model':'gpt-image-1.5'}]}")
            .json(
                """
                {"output":[{"type":"image_generation_call","size":"1024x1024","quality":"high"}],
                 "tool_usage":{"image_gen":{"input_tokens":50,"input_tokens_details":{"image_tokens":40},
                  "output_tokens":4160,"output_tokens_details":{"image_tokens":4160,"text_tokens":0}}},
                 "usage":{"input_tokens":5,"output_tokens":6}}
                """);

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 5",
            "output_tokens 6",
            "input_tokens 10 {model=gpt-image-1.5}",
            "input_tokens 40 {modality=image, model=gpt-image-1.5}",
            "output_tokens 4160 {modality=image, model=gpt-image-1.5}");
  }

  @Test
  @DisplayName("trap 26: without tokens each image of the tool is billed")
  void responses_imageToolWithoutTokens_isChargedPerImage() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{'tools':[{'type':'image_generation'}]}")
            .json(
                """
                {"output":[{"type":"image_generation_call","status":"completed","size":"1024x1024","quality":"high"}],
                 "usage":{"input_tokens":5,"output_tokens":6}}
                """);

    assertThat(quantities(record))
        .contains("images 1 {model=gpt-image-1, quality=high, size=1024x1024}");
  }

  @Test
  void backgroundResponse_isBilledOnceWhenItIsDone() {
    String queued = "{'id':'resp_b','background':true,'status':'queued','usage':null}";
    String done =
        "{'id':'resp_b','background':true,'status':'completed','usage':{'input_tokens':15,'output_tokens':9}}";

    assertThat(traffic.post(RESPONSES, "{'background':true}").json(queued).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(RESPONSES + "/resp_b").json(queued).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(RESPONSES + "/resp_b").json(done).billing()).isEqualTo(Billing.BILLED);
    assertThat(traffic.get(RESPONSES + "/resp_b").json(done).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  @DisplayName("trap 16: a batch is billed by its object, at half the price, once")
  void batch_isBilledOnceAtTheBatchTier() {
    String running = "{'id':'batch_1','status':'in_progress'}";
    String done =
        """
        {"id":"batch_1","status":"completed","model":"gpt-5-2025-08-07",
         "usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":0},"output_tokens":50}}
        """;

    assertThat(traffic.post(API + "/batches", "{}").json(running).billing().reason())
        .isEqualTo(Reasons.NOT_BILLABLE);
    assertThat(traffic.get(API + "/batches/batch_1").json(running).billing().reason())
        .isEqualTo(Reasons.NOT_BILLABLE);
    UsageRecord record = traffic.get(API + "/batches/batch_1").json(done);
    assertThat(quantities(record)).containsExactly("input_tokens 100", "output_tokens 50");
    assertThat(record.attributes()).containsEntry("service_tier", "batch");
    assertThat(traffic.get(API + "/batches/batch_1").json(done).billing().reason())
        .isEqualTo(Reasons.ALREADY_RATED);
  }

  @Test
  void assistantRun_isBilledOnceAndItsStepsNotAtAll() {
    String runs = API + "/threads/thread_1/runs";
    String done =
        """
        {"object":"thread.run","id":"run_1","status":"completed","model":"gpt-4o-mini",
         "usage":{"prompt_tokens":381,"completion_tokens":88}}
        """;

    assertThat(
            traffic
                .post(runs, "{}")
                .json("{'object':'thread.run','id':'run_1','status':'queued','usage':null}")
                .billing()
                .reason())
        .isEqualTo(Reasons.NOT_BILLABLE);
    assertThat(quantities(traffic.get(runs + "/run_1").json(done)))
        .containsExactly("input_tokens 381", "output_tokens 88");
    assertThat(traffic.get(runs + "/run_1").json(done).billing().reason())
        .isEqualTo(Reasons.ALREADY_RATED);
    assertThat(
            traffic
                .get(runs + "/run_1/steps")
                .json("{'data':[{'usage':{'prompt_tokens':381}}]}")
                .billing()
                .reason())
        .isEqualTo(Reasons.NOT_BILLABLE);
  }

  @Test
  @DisplayName("trap 24: images that were delivered count, not those asked for")
  void images_delivered_countNotWhatWasAskedFor() {
    UsageRecord record =
        traffic
            .post(
                API + "/images/generations",
                "{'model':'dall-e-3','n':3,'size':'1792x1024','quality':'hd'}")
            .json("{'created':1,'data':[{'url':'a'},{'url':'b'}]}");

    assertThat(quantities(record)).containsExactly("images 2");
    assertThat(record.attributes())
        .containsEntry("size", "1792x1024")
        .containsEntry("quality", "hd");
    assertThat(record.quantities().get(0).exactness()).isEqualTo(Exactness.DERIVED);
  }

  @Test
  void images_tokens_areBilledInsteadOfImages() {
    UsageRecord record =
        traffic
            .post(
                API + "/images/generations",
                "{'model':'gpt-image-1','size':'auto','quality':'auto'}")
            .json(
                """
                {"size":"1024x1536","quality":"high","data":[{"b64_json":"aaaa"}],
                 "usage":{"input_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40},
                  "output_tokens":4160,"output_tokens_details":{"image_tokens":4160,"text_tokens":0}}}
                """);

    assertThat(quantities(record))
        .containsExactly(
            "input_tokens 10",
            "input_tokens 40 {modality=image}",
            "output_tokens 4160 {modality=image}");
    assertThat(record.attributes())
        .containsEntry("size", "1024x1536")
        .containsEntry("quality", "high");
  }

  @Test
  void imageStream_partialImages_carryNoUsage() {
    UsageRecord record =
        traffic
            .post(API + "/images/generations", "{'model':'gpt-image-1','stream':true}")
            .events(
                "{'type':'image_generation.partial_image','b64_json':'aa'}",
                "{'type':'image_generation.completed','b64_json':'aa','usage':{'input_tokens':10,'output_tokens':260}}");

    assertThat(quantities(record))
        .containsExactly("input_tokens 10", "output_tokens 260 {modality=image}");
  }

  /** Trap 63. */
  @Test
  @DisplayName("trap 63: model and size stand in parts of a form")
  void imageEdit_multipart_namesModelAndSize() {
    String body =
        """
        --b\r
        Content-Disposition: form-data; name="model"\r
        \r
        dall-e-2\r
        --b\r
        Content-Disposition: form-data; name="image"; filename="a.png"\r
        Content-Type: image/png\r
        \r
        \u0001\u0002\r
        --b\r
        Content-Disposition: form-data; name="size"\r
        \r
        256x256\r
        --b--\r
        """;

    UsageRecord record =
        traffic
            .request("POST", API + "/images/edits", "multipart/form-data; boundary=b", body)
            .json("{'data':[{'url':'a'}]}");

    assertThat(record.requestModel()).isEqualTo("dall-e-2");
    assertThat(record.attributes()).containsEntry("size", "256x256");
    assertThat(quantities(record)).containsExactly("images 1");
  }

  @Test
  @DisplayName("trap 46: a character is a code point")
  void speech_isBilledByCodePoints() {
    UsageRecord record =
        traffic
            .post(
                API + "/audio/speech",
                "{\"model\":\"tts-1\",\"input\":\"na\u00efve \ud83d\ude00 \\u20ac\"}")
            .reply(200, "audio/mpeg", "\u0001\u0002\u0003");

    assertThat(quantities(record)).containsExactly("characters 9");
    assertThat(record.requestModel()).isEqualTo("tts-1");
  }

  @Test
  @DisplayName("trap 23: the stated seconds count, which are rounded up")
  void transcription_seconds_areTheRoundedOnes() {
    UsageRecord record =
        traffic
            .post(API + "/audio/transcriptions", "{'model':'whisper-1'}")
            .json("{'duration':36.71,'usage':{'type':'duration','seconds':37}}");
    UsageRecord older =
        traffic
            .post(API + "/audio/translations", "{'model':'whisper-1'}")
            .json("{'duration':36.71}");

    assertThat(quantities(record)).containsExactly("audio_seconds 37");
    assertThat(quantities(older)).containsExactly("audio_seconds 37");
  }

  @Test
  void transcription_tokens_areSplitByModality() {
    UsageRecord record =
        traffic
            .post(API + "/audio/transcriptions", "{}")
            .events(
                "{'type':'transcript.text.delta','delta':'a'}",
                "{'type':'transcript.text.done','usage':{'type':'tokens','input_tokens':25,'input_token_details':{'text_tokens':4,'audio_tokens':21},'output_tokens':6}}");

    assertThat(quantities(record))
        .containsExactly("input_tokens 4", "input_tokens 21 {modality=audio}", "output_tokens 6");
  }

  @Test
  void video_isBilledOnceWhenDone() {
    String videos = API + "/videos";
    String done =
        "{'id':'video_1','status':'completed','model':'sora-2','seconds':'8','size':'1280x720'}";

    assertThat(
            traffic
                .post(videos, "{'model':'sora-2','seconds':'8'}")
                .json("{'id':'video_1','status':'queued','seconds':'8'}")
                .billing()
                .reason())
        .isEqualTo(Reasons.NOT_BILLABLE);
    UsageRecord record = traffic.get(videos + "/video_1").json(done);
    assertThat(quantities(record)).containsExactly("video_seconds 8");
    assertThat(record.attributes()).containsEntry("size", "1280x720");
    assertThat(traffic.get(videos + "/video_1").json(done).billing().reason())
        .isEqualTo(Reasons.ALREADY_RATED);
  }

  @Test
  @DisplayName("trap 40: an extension costs the seconds asked for, not those of the whole film")
  void videoExtension_isBilledByTheSecondsAskedFor() {
    String videos = API + "/videos";
    traffic
        .post(videos + "/video_2/remix", "{'model':'sora-2','seconds':'4'}")
        .json("{'id':'video_3','status':'queued','seconds':'12','size':'720x1280'}");

    UsageRecord record =
        traffic
            .get(videos + "/video_3")
            .json(
                "{'id':'video_3','status':'completed','model':'sora-2','seconds':'12','size':'720x1280'}");

    assertThat(quantities(record)).containsExactly("video_seconds 4");
    assertThat(record.attributes()).containsEntry("size", "720x1280");
  }
}
