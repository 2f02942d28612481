package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches cost half, and once: by their object or by the lines of their results, never by both. */
class BatchTrapsTest {
  private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages/batches";
  private static final String MISTRAL = "https://api.mistral.ai/v1";
  private static final String GEMINI = "https://generativelanguage.googleapis.com";

  private final Traffic traffic = new Traffic();

  private final Rater rater = new Rater(PriceTables.bundled());

  private Rating rate(UsageRecord record) {
    return rater.rate(record, Instant.parse("2026-08-21T12:00:00Z"));
  }

  private static String message(String model, int input, int output) {
    return """
        {"custom_id":"a","result":{"type":"succeeded","message":{"id":"m","model":"%s","usage":
         {"input_tokens":%d,"output_tokens":%d,"cache_read_input_tokens":0,"service_tier":"batch"}}}}
        """
        .formatted(model, input, output)
        .replace("\n", "");
  }

  private UsageRecord results(String id, String... lines) {
    return traffic
        .get(ANTHROPIC + "/" + id + "/results")
        .reply(200, "application/octet-stream", String.join("\n", lines) + "\n");
  }

  @Test
  @DisplayName("trap 16: Anthropic's batch is billed by its results, at half the price, once")
  void anthropic_results_areBilledOnceAtHalfThePrice() {
    String[] lines = {
      message("claude-sonnet-4-5", 1000, 100),
      "{'custom_id':'b','result':{'type':'errored','error':{'type':'x'}}}",
      message("claude-sonnet-4-5", 3000, 300)
    };

    UsageRecord first = results("msgbatch_1", lines);

    assertThat(first).counts("input_tokens 4000", "output_tokens 400");
    // (4000 x 3 + 400 x 15) / 2 a million
    assertThat(rate(first).amount()).isEqualByComparingTo("0.009");
    assertThat(results("msgbatch_1", lines).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  void anthropic_batchItself_isFreeAndWaitsForItsResults() {
    String batch = "{'id':'msgbatch_2','processing_status':'%s','request_counts':{'succeeded':%d}}";

    assertThat(traffic.post(ANTHROPIC, "{}").json(batch.formatted("in_progress", 0)).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(ANTHROPIC + "/msgbatch_2").json(batch.formatted("ended", 1)).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(results("msgbatch_2", message("claude-sonnet-4-5", 10, 1)).billing())
        .isEqualTo(Billing.BILLED);
  }

  @Test
  void anthropic_batchOfWhichNothingSucceeded_isOver() {
    String ended =
        "{'id':'msgbatch_5','processing_status':'ended','request_counts':{'succeeded':0,'errored':2}}";

    assertThat(traffic.get(ANTHROPIC + "/msgbatch_5").json(ended).billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void anthropic_nothingSucceeded_isFree() {
    assertThat(results("msgbatch_3", "{'result':{'type':'expired'}}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void anthropic_severalModelsInOneBatch_areNotPricedAsOne() {
    UsageRecord record =
        results(
            "msgbatch_4", message("claude-sonnet-4-5", 10, 1), message("claude-haiku-4-5", 10, 1));

    assertThat(rate(record).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
    assertThat(record).counts("input_tokens 20", "output_tokens 2");
  }

  @Test
  @DisplayName("trap 16: Mistral's batch is billed by the lines of its output, its job is free")
  void mistral_outputLines_areBilledOnce() {
    String line =
        """
        {"id":"1","custom_id":"a","response":{"status_code":200,"body":{"model":"mistral-large-2512","usage":
         {"prompt_tokens":1000,"completion_tokens":200,"num_cached_tokens":100,"prompt_tokens_details":{"cached_tokens":100}}}}}
        """
                .replace("\n", "")
            + "\n";

    UsageRecord record =
        traffic
            .get(MISTRAL + "/files/out-1/content")
            .reply(200, "application/octet-stream", line + line);

    assertThat(record).counts("input_tokens 1800", "cached_input_tokens 200", "output_tokens 400");
    // (1800 x 0.5 + 200 x 0.05 + 400 x 1.5) / 2 a million
    assertThat(rate(record).amount()).isEqualByComparingTo("0.000755");
    assertThat(traffic.get(MISTRAL + "/batch/jobs/j").json("{'status':'SUCCESS'}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(
            traffic
                .get(MISTRAL + "/files/out-1/content")
                .reply(200, "application/octet-stream", line)
                .billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'custom_id':'a','body':{'messages':[]}}", "plain text", ""})
  void mistral_otherFiles_areFree(String content) {
    assertThat(
            traffic
                .get(MISTRAL + "/files/in-1/content")
                .reply(200, "application/octet-stream", content)
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  @DisplayName("trap 16: a job of Mistral that holds its outputs is billed by them, once")
  void mistral_inlineOutputs_areBilledOnce() {
    String output =
        """
        {"custom_id":"a","response":{"status_code":200,"body":{"model":"mistral-large-2512","usage":
         {"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_tokens_details":{"cached_tokens":100}}}}}""";
    String done = "{'id':'job-1','status':'SUCCESS','outputs':[" + output + "," + output + "]}";
    String jobs = MISTRAL + "/batch/jobs";

    assertThat(traffic.post(jobs, "{'requests':[]}").json("{'id':'job-1','status':'QUEUED'}"))
        .costs("free not_billable");
    UsageRecord record = traffic.get(jobs + "/job-1?inline=true").json(done);

    assertThat(record).counts("input_tokens 1800", "cached_input_tokens 200", "output_tokens 400");
    assertThat(rate(record).amount()).isEqualByComparingTo("0.000755");
    assertThat(traffic.get(jobs + "/job-1").json(done)).costs("free already_rated");
  }

  @Test
  @DisplayName("trap 16: outputs that a file holds too are billed once")
  void mistral_outputsInJobAndFile_areBilledOnce() {
    String output =
        "{'response':{'body':{'model':'mistral-large-2512','usage':{'prompt_tokens':10,'completion_tokens':2}}}}";

    assertThat(
            traffic
                .get(MISTRAL + "/batch/jobs/job-2")
                .json(
                    "{'id':'job-2','status':'SUCCESS','output_file':'out-2','outputs':["
                        + output
                        + "]}"))
        .counts("input_tokens 10", "output_tokens 2");
    assertThat(traffic.get(MISTRAL + "/files/out-2/content").json(output))
        .costs("free already_rated");
  }

  @Test
  @DisplayName("trap 16, trap 31: xAI's batch is billed by the ticks that its results state, once")
  void xai_results_areBilledOnceAsStated() {
    String batch = "https://api.x.ai/v1/batches/batch_2";
    String state =
        "{'batch_id':'batch_2','state':{'num_requests':3,'num_pending':%d,'num_success':%d}}";
    String results =
        "{'results':[{'batch_request_id':'a','batch_result':{'response':{'chat_get_completion':"
            + xai(1176500)
            + "}}},{'batch_request_id':'b','batch_result':{'error':{'message':'m'}}}],'pagination_token':'t'}";
    String more =
        "{'results':[{'batch_request_id':'c','batch_result':{'response':{'chat_get_completion':"
            + xai(2000000)
            + "}}}]}";

    assertThat(traffic.post(batch + "/requests", "{'batch_requests':[]}").json("{}"))
        .costs("free not_billable");
    assertThat(traffic.get(batch).json(state.formatted(3, 0))).costs("free not_billable");
    assertThat(traffic.get(batch).json(state.formatted(0, 2))).costs("free not_billable");
    assertThat(traffic.get(batch + "/results").json(results))
        .counts("input_tokens 95", "cached_input_tokens 5", "output_tokens 10")
        .costs("0.00011765");
    assertThat(traffic.get(batch + "/results?pagination_token=t").json(more)).costs("0.0002");
    assertThat(traffic.get(batch + "/results").json(results)).costs("free already_rated");
  }

  private static String xai(int ticks) {
    return """
        {"model":"grok-4.3","usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,
         "prompt_tokens_details":{"cached_tokens":5},"cost_in_usd_ticks":%d}}"""
        .formatted(ticks);
  }

  private static String xaiResult(String id, String reply) {
    return "{'batch_request_id':'%s','batch_result':{'response':{'chat_get_completion':%s}}}"
        .formatted(id, reply);
  }

  private static String xaiResults(String... results) {
    return "{'results':[" + String.join(",", results) + "]}";
  }

  @Test
  @DisplayName("trap 16: xAI's results that are fetched before the batch is over are billed singly")
  void xai_resultsFetchedEarly_areEachBilledOnce() {
    String url = "https://api.x.ai/v1/batches/batch_4/results";
    String one = xaiResult("a", xai(1000000));
    String two = xaiResult("b", xai(2000000));
    String four = xaiResult("c", xai(4000000));

    assertThat(traffic.get(url).json(xaiResults())).costs("free not_billable");
    assertThat(traffic.get(url).json(xaiResults(two)))
        .counts("input_tokens 95", "cached_input_tokens 5", "output_tokens 10")
        .costs("0.0002");
    assertThat(traffic.get(url + "?limit=2").json(xaiResults(one, two))).costs("0.0001");
    assertThat(traffic.get(url + "?limit=2&pagination_token=t").json(xaiResults(four)))
        .costs("0.0004");
    assertThat(traffic.get(url).json(xaiResults(one, two, four))).costs("free already_rated");
    assertThat(traffic.get(url.replace("batch_4", "batch_5")).json(xaiResults(one)))
        .costs("0.0001");
  }

  @Test
  void xai_resultsAfterARetry_areEachBilledOnce() {
    String url = "https://api.x.ai/v1/batches/batch_9/results";
    String results = xaiResults(xaiResult("a", xai(1000000)), xaiResult("b", xai(2000000)));

    assertThat(traffic.get(url).retriedAfter(503, "{}").json(results)).costs("0.0003");
    assertThat(traffic.get(url).retriedAfter(503, "{}").json(results)).costs("free already_rated");
  }

  @Test
  void xai_resultsOfWhichOneStatesNoCost_arePricedByTheirTokens() {
    String silent = xai(0).replace(",\"cost_in_usd_ticks\":0", "");
    UsageRecord record =
        traffic
            .get("https://api.x.ai/v1/batches/batch_6/results")
            .json(xaiResults(xaiResult("a", xai(1)), xaiResult("b", silent)));

    assertThat(record).counts("input_tokens 190", "cached_input_tokens 10", "output_tokens 20");
    // (190 x 1.25 + 10 x 0.2 + 20 x 2.5) x 0.8 a million
    assertThat(rate(record).amount()).isEqualByComparingTo("0.0002316");
    assertThat(rate(record).estimated()).isFalse();
  }

  @Test
  void xai_resultsOfAModelWhoseBatchPriceNobodyTells_areEstimates() {
    String silent =
        xai(0).replace(",\"cost_in_usd_ticks\":0", "").replace("grok-4.3", "grok-3-mini");
    UsageRecord record =
        traffic
            .get("https://api.x.ai/v1/batches/batch_7/results")
            .json(xaiResults(xaiResult("a", silent)));

    assertThat(rate(record).status()).isEqualTo(Rating.Status.RATED);
    assertThat(rate(record).estimated()).isTrue();
  }

  @Test
  void xai_resultsThatAreErrorsOnly_areFree() {
    assertThat(
            traffic
                .get("https://api.x.ai/v1/batches/batch_8/results")
                .json(
                    "{'results':[{'batch_request_id':'b','batch_result':{'error':{'message':'m'}}}]}"))
        .costs("free not_billable");
  }

  @Test
  void xai_nothingSucceeded_isOver() {
    assertThat(
            traffic
                .get("https://api.x.ai/v1/batches/batch_3")
                .json("{'state':{'num_requests':2,'num_pending':0,'num_success':0,'num_error':2}}"))
        .costs("free failed");
  }

  @Test
  @DisplayName("trap 16: Gemini's batch is billed by the replies that it holds")
  void gemini_inlinedReplies_areBilledOnceWhenDone() {
    String url = GEMINI + "/v1beta/batches/b1";
    String waiting = "{'name':'batches/b1','metadata':{'state':'BATCH_STATE_RUNNING'}}";
    String done =
        """
        {"name":"batches/b1","metadata":{"model":"models/gemini-2.5-flash"},"done":true,"response":{"inlinedResponses":{"inlinedResponses":[
         {"response":{"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":100,"thoughtsTokenCount":50}}},
         {"response":{"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":3000,"candidatesTokenCount":300,
           "promptTokensDetails":[{"modality":"AUDIO","tokenCount":2000}]}}}]}}}
        """;

    assertThat(traffic.get(url).json(waiting).billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    UsageRecord record = traffic.get(url).json(done);
    assertThat(record)
        .counts(
            "input_tokens 2000",
            "input_tokens 2000 {modality=audio}",
            "output_tokens 400",
            "output_tokens 50 {kind=reasoning}");
    // (2000 x 0.3 + 2000 x 1 + 450 x 2.5) / 2 a million
    assertThat(rate(record).amount()).isEqualByComparingTo("0.0018625");
    assertThat(record.estimated()).isTrue();
    assertThat(traffic.get(url).json(done).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  @DisplayName("trap 16: a Gemini batch that names a file is billed by the file's lines")
  void gemini_fileOfReplies_isBilledInsteadOfTheBatch() {
    String line =
        "{'key':'a','response':{'modelVersion':'gemini-2.5-flash','usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':1}}}\n";

    assertThat(
            traffic
                .get(GEMINI + "/v1beta/batches/b2")
                .json("{'done':true,'response':{'responsesFile':'files/f'}}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    UsageRecord record =
        traffic
            .get(GEMINI + "/download/v1beta/files/f:download?alt=media")
            .reply(200, "application/octet-stream", line + line);
    assertThat(record).counts("input_tokens 20", "output_tokens 2");
    assertThat(record.attributes()).containsEntry("service_tier", "batch");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.groq.com/openai/v1, openai/gpt-oss-120b, 0.000195", // half
    "https://api.moonshot.ai/v1, kimi-k2.5, 0.00108", // 60 %
  })
  void compatibleBatch_costsWhatItsProviderSaysOfBatches(String base, String model, String cost) {
    UsageRecord record =
        traffic
            .get(base + "/batches/batch_1")
            .json(
                "{'id':'batch_1','status':'completed','model':'"
                    + model
                    + "','usage':{'input_tokens':1000,'output_tokens':400,'total_tokens':1400}}");

    assertThat(record).costs(cost);
    assertThat(rate(record).estimated()).isFalse();
  }

  @Test
  void openRouter_batch_costsWhatItStates() {
    String url = "https://openrouter.ai/api/v1/batches/batch_1";
    String done =
        "{'id':'batch_1','status':'completed','model':'openai/gpt-4o-mini','usage':{'cost':0.0012,'is_byok':false},'results':[{'custom_id':'a'}]}";

    assertThat(traffic.get(url).json("{'id':'batch_1','status':'in_progress','results':null}"))
        .costs("free not_billable");
    assertThat(traffic.get(url).json(done)).costs("0.0012");
    assertThat(traffic.get(url).json(done)).costs("free already_rated");
    assertThat(traffic.get(url + "/results").json("{'data':[]}")).costs("free not_billable");
  }

  /** A batch that Gemini shows in OpenAI's format. */
  private UsageRecord compatible(String id, String more) {
    return traffic
        .get(GEMINI + "/v1beta/openai/batches/batches/" + id)
        .json("{'id':'batches/" + id + "','object':'batch'," + more + "}");
  }

  private UsageRecord compatibleFile(String id) {
    String line =
        "{'custom_id':'a','response':{'status_code':200,'body':{'model':'gemini-2.5-flash','usage':{'prompt_tokens':1000,'completion_tokens':100,'total_tokens':1150}}}}\n";
    return traffic
        .get(GEMINI + "/download/v1beta/files/" + id + ":download?alt=media")
        .reply(200, "application/octet-stream", line + line);
  }

  @Test
  @DisplayName("trap 16: a Gemini batch in OpenAI's format is billed by the lines of its file")
  void gemini_compatibleBatch_isBilledByItsFile() {
    assertThat(
            traffic
                .post(GEMINI + "/v1beta/openai/batches", "{'input_file_id':'files/i'}")
                .json("{'id':'batches/c1','status':'validating'}"))
        .costs("free not_billable");
    assertThat(compatible("c1", "'status':'in_progress'")).costs("free not_billable");
    assertThat(compatible("c1", "'status':'completed','output_file_id':'files/batch-c1'"))
        .costs("free not_billable");

    UsageRecord record = compatibleFile("batch-c1");
    assertThat(record).counts("input_tokens 2000", "output_tokens 300");
    // (2000 x 0.3 + 300 x 2.5) / 2 a million
    assertThat(rate(record).amount()).isEqualByComparingTo("0.000675");
    assertThat(compatibleFile("batch-c1")).costs("free already_rated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files/batch-c2", "batch-c2"})
  @DisplayName("trap 16: a Gemini batch in OpenAI's format is billed by whatever shows usage first")
  void gemini_compatibleBatchThatReportsUsage_isBilledOnceWithItsFile(String file) {
    String done =
        "'status':'completed','model':'gemini-2.5-flash','output_file_id':'%s','usage':{'input_tokens':2000,'output_tokens':200,'total_tokens':2300}"
            .formatted(file);

    UsageRecord record = compatible("c2", done);
    assertThat(record).counts("input_tokens 2000", "output_tokens 300");
    assertThat(rate(record).amount()).isEqualByComparingTo("0.000675");
    assertThat(compatibleFile("batch-c2")).costs("free already_rated");
    assertThat(compatibleFile("batch-c3")).counts("input_tokens 2000", "output_tokens 300");
    assertThat(compatible("c3", done.replace("c2", "c3"))).costs("free already_rated");
  }
}
