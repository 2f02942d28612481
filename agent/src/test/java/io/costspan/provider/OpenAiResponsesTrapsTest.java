package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What OpenAI's responses count, their tools, and work that outlives its call. */
class OpenAiResponsesTrapsTest {
  private static final String API = "https://api.openai.com/v1";
  private static final String CHAT = API + "/chat/completions";
  private static final String RESPONSES = API + "/responses";

  private final Traffic traffic = new Traffic();

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

    assertThat(record)
        .counts(
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

    assertThat(incomplete).counts("input_tokens 3", "output_tokens 9");
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

    assertThat(record)
        .counts(
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

    assertThat(record)
        .counts(
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
  @DisplayName("trap 26: an image that is there is billed, though it is said to be in the making")
  void responses_imageSaidToBeGenerating_isBilledIfItIsThere() {
    UsageRecord record =
        traffic
            .post(RESPONSES, "{'tools':[{'type':'image_generation'}]}")
            .json(
                """
                {"output":[{"type":"image_generation_call","status":"generating","result":"QUJD","size":"1024x1024","quality":"high"},
                 {"type":"image_generation_call","status":"in_progress","result":"QUJD"},
                 {"type":"image_generation_call","status":"generating","result":null}],
                 "tools":[{"type":"image_generation","model":"gpt-image-1-mini"}],
                 "usage":{"input_tokens":5,"output_tokens":6}}
                """);

    assertThat(quantities(record))
        .contains("images 2 {model=gpt-image-1-mini, quality=high, size=1024x1024}");
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
    assertThat(record).counts("input_tokens 100", "output_tokens 50");
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
    assertThat(traffic.get(runs + "/run_1").json(done))
        .counts("input_tokens 381", "output_tokens 88");
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

  private UsageRecord run(String container) {
    return traffic
        .post(RESPONSES, "{'model':'gpt-4.1'}")
        .json(
            "{'output':[{'type':'code_interpreter_call','container_id':'"
                + container
                + "'}],'usage':{'input_tokens':1000,'output_tokens':100}}");
  }

  @Test
  @DisplayName("trap 68: a container that several calls use is one session, of its size")
  void container_isOneSessionWithAllCallsThatUseIt() {
    UsageRecord made =
        traffic
            .post(API + "/containers", "{'name':'work','memory_limit':'4g'}")
            .json("{'id':'cntr_1','object':'container','memory_limit':'4g'}");

    assertThat(made).counts("tool_calls 1 {size=4g, tool=code_interpreter}").costs("0.12");
    for (int call = 0; call < 2; call++) {
      assertThat(run("cntr_1")).counts("input_tokens 1000", "output_tokens 100").costs("0.0028");
    }
  }

  @Test
  void container_thatACallMadeItself_isASessionOfThatCallAlone() {
    UsageRecord first =
        traffic
            .post(
                RESPONSES,
                "{'model':'gpt-4.1','tools':[{'type':'code_interpreter','container':{'type':'auto','memory_limit':'16g'}}]}")
            .json(
                "{'output':[{'type':'code_interpreter_call','container_id':'cntr_2'}],'usage':{'input_tokens':1000,'output_tokens':100}}");

    assertThat(first).costs("0.4828");
    assertThat(run("cntr_2")).costs("0.0028");
    assertThat(run("cntr_3")).costs("0.0328");
  }

  private UsageRecord shell(String environment, String calls) {
    return traffic
        .post(
            RESPONSES,
            "{'model':'gpt-4.1','tools':[{'type':'shell','environment':" + environment + "}]}")
        .json("{'output':[" + calls + "],'usage':{'input_tokens':1000,'output_tokens':100}}");
  }

  private static String shellCall(String container) {
    return "{'type':'shell_call','environment':{'type':'container_reference','container_id':'%s'}}"
        .formatted(container);
  }

  @Test
  @DisplayName("trap 68: a container of the shell is one session, of its size")
  void container_ofTheShell_isOneSessionOfItsSize() {
    String auto = "{'type':'container_auto','memory_limit':'4g'}";
    String calls = shellCall("cntr_4") + "," + shellCall("cntr_4");

    assertThat(shell(auto, calls))
        .counts(
            "input_tokens 1000",
            "output_tokens 100",
            "tool_calls 1 {size=4g, tool=code_interpreter}")
        .costs("0.1228");
    assertThat(shell("{'type':'container_reference','container_id':'cntr_4'}", shellCall("cntr_4")))
        .costs("0.0028");
    assertThat(run("cntr_4")).costs("0.0028");
  }

  @Test
  void container_ofShellAndInterpreterAtOnce_isOneSession() {
    assertThat(
            shell(
                "{'type':'container_reference','container_id':'cntr_5'}",
                shellCall("cntr_5") + ",{'type':'code_interpreter_call','container_id':'cntr_5'}"))
        .costs("0.0328");
  }

  @Test
  void shell_ofTheUsersOwn_hasNoContainer() {
    assertThat(
            shell(
                "{'type':'local'}",
                "{'type':'shell_call','environment':{'type':'local'}},{'type':'shell_call'}"))
        .costs("0.0028");
  }

  @Test
  void container_thatWasNotMade_isFree() {
    assertThat(traffic.post(API + "/containers", "{}").json(400, "{'error':{}}").billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(traffic.post(API + "/containers/cntr_9/files", "{}").json("{'id':'f'}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }
}
