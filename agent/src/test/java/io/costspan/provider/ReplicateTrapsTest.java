package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Replicate bills by output and what by the second. */
class ReplicateTrapsTest {
  private static final String URL = "https://api.replicate.com/v1/";

  private final Traffic traffic = new Traffic();

  private static String prediction(String id, String model, String status, String more) {
    return "{'id':'%s','model':'%s','version':'5c7d','status':'%s','error':null%s}"
        .formatted(id, model, status, more);
  }

  private UsageRecord poll(String id, String model, String status, String more) {
    return traffic.get(URL + "predictions/" + id).json(prediction(id, model, status, more));
  }

  private static String images(int count, String end) {
    String url = "'https://replicate.delivery/xezq/out-0." + end + "'";
    return ",'output':["
        + (url + ",").repeat(count - 1)
        + url
        + "],'metrics':{'predict_time':2.5,'total_time':40}";
  }

  @Test
  @DisplayName("trap 38: official models cost their output, not the seconds they took")
  void official_isBilledByOutput() {
    String model = "black-forest-labs/flux-schnell";
    UsageRecord submit =
        traffic
            .post(
                URL + "models/" + model + "/predictions",
                "{'input':{'prompt':'p','num_outputs':3}}")
            .json(201, prediction("p1", model, "starting", ",'input':{'num_outputs':3}"));
    assertThat(submit.requestModel()).isEqualTo(model);
    assertThat(submit).costs("free not_billable");
    assertThat(poll("p1", model, "processing", "")).costs("free not_billable");

    UsageRecord done = poll("p1", model, "succeeded", images(3, "webp"));

    assertThat(done).counts("images 3", "compute_seconds 2.5").costs("0.009");
    assertThat(poll("p1", model, "succeeded", images(3, "webp"))).costs("free already_rated");
  }

  @Test
  void preferWait_isBilledAtOnce() {
    UsageRecord record =
        traffic
            .post(URL + "models/black-forest-labs/flux-dev/predictions", "{'input':{}}")
            .json(
                201, prediction("p2", "black-forest-labs/flux-dev", "succeeded", images(1, "png")));

    assertThat(record).costs("0.025");
    assertThat(poll("p2", "black-forest-labs/flux-dev", "succeeded", images(1, "png")))
        .costs("free already_rated");
  }

  @Test
  void officialChat_isBilledByTokens() {
    String model = "meta/meta-llama-3-8b-instruct";
    UsageRecord record =
        traffic
            .post(URL + "models/" + model + "/predictions", "{'input':{'prompt':'p'}}")
            .json(
                201,
                prediction(
                    "p3",
                    "replicate-internal/llama-3-8b-instruct-int8-triton",
                    "succeeded",
                    ",'output':['Hel','lo'],'metrics':{'predict_time':0.5,'input_token_count':1000,'output_token_count':2000}"));

    assertThat(record).counts("input_tokens 1000", "output_tokens 2000", "compute_seconds 0.5");
    // 1,000 at 0.05 and 2,000 at 0.25 a million.
    assertThat(record).costs("0.00055");
  }

  private static final String TIMED =
      ",'output':'text','metrics':{'predict_time':8.2,'total_time':95.1}";

  @Test
  @DisplayName("replicate/replicate-python#243: seconds on hardware that nobody named")
  void community_onUnknownHardware_isUnrated() {
    UsageRecord record = poll("p4", "owner/model", "succeeded", TIMED);

    assertThat(record).counts("compute_seconds 8.2").costs("unrated unknown_hardware");
  }

  @ParameterizedTest
  @CsvSource({"succeeded", "failed", "canceled"})
  void community_onHardwareThatTheUserNames_evenIfItFails(String status) {
    Rater rater =
        new Rater(
            TestPrices.users(
                "{'id':'me/model','provider':'replicate','model':'owner/model','like':'replicate/gpu-l40s'}"));

    Rating rating = rater.rate(poll("p5" + status, "owner/model", status, TIMED), Call.AT);

    // 8.2 seconds at 0.000975; the time in the queue, in total_time, is free.
    assertThat(rating.amount()).isEqualTo(new BigDecimal("0.007995"));
  }

  @Test
  void official_thatFails_isFree() {
    assertThat(
            poll("p6", "black-forest-labs/flux-schnell", "failed", ",'metrics':{'predict_time':3}"))
        .costs("0");
    assertThat(poll("p7", "black-forest-labs/flux-schnell", "aborted", "")).costs("free failed");
    assertThat(
            traffic.post(URL + "predictions", "{}").json(422, "{'title':'Invalid','status':422}"))
        .costs("free failed");
  }

  @Test
  @DisplayName("pollinations/pollinations#14811: a run and decimal megapixels")
  void flux2_isBilledByRunAndMegapixel() {
    String asked = ",'input':{'width':1024,'height':1024}";

    // 0.04 + 1.048576 x 0.03
    assertThat(poll("p8", "black-forest-labs/flux.2-max", "succeeded", asked + images(1, "png")))
        .costs("0.07145728");
    String referred = asked.replace("1024}", "1024,'input_images':['https://a.example/b.png']}");
    assertThat(poll("p9", "black-forest-labs/flux.2-max", "succeeded", referred + images(1, "png")))
        .costs("0.07145728 without no_rate.images");
  }

  @Test
  void deployment_isPaidByItsUptime() {
    traffic
        .post(URL + "deployments/me/mine/predictions", "{'input':{}}")
        .json(201, prediction("p10", "black-forest-labs/flux-schnell", "starting", ""));

    UsageRecord record =
        poll("p10", "black-forest-labs/flux-schnell", "succeeded", images(1, "png"));

    assertThat(record.attributes()).containsEntry("deployment", "me/mine");
    assertThat(record).costs("unrated unknown_hardware");
  }

  @Test
  void management_isFree() {
    for (String path : new String[] {"models", "files", "models/me/a/versions/1"}) {
      assertThat(traffic.post(URL + path, "{}").json(201, "{}")).costs("free not_billable");
    }
    assertThat(traffic.get(URL + "hardware").json("[]")).costs("free not_billable");
  }

  @Test
  @DisplayName("trap 37: a result that went to a webhook is estimated")
  void resultNeverSeen_isEstimatedFromTheRequest() {
    Settled settled = new Settled();
    settled
        .traffic
        .post(
            URL + "models/black-forest-labs/flux-schnell/predictions",
            "{'input':{'num_outputs':4},'webhook':'https://a.example/h'}")
        .json(201, prediction("w", "black-forest-labs/flux-schnell", "starting", ""));

    UsageRecord record = settled.atExit();

    assertThat(record).costs("0.012");
    assertThat(record.estimated()).isTrue();
  }

  @Test
  void resultOfSecondsNeverSeen_isUnrated() {
    Settled settled = new Settled();
    settled
        .traffic
        .post(URL + "predictions", "{'version':'owner/model:5c7d','input':{}}")
        .json(201, prediction("w", "owner/model", "starting", ""));

    assertThat(settled.atExit()).costs("unrated unknown_model");
  }
}
