package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fal bills, by its header or by what came out. */
class FalTrapsTest {
  private static final String UNITS = "x-fal-billable-units";

  private final Traffic traffic = new Traffic();

  private Traffic.Request run(String app, String body) {
    return traffic.post("https://fal.run/" + app, body);
  }

  private static String image(int width, int height) {
    return "{'url':'https://v3.fal.media/a.png','width':" + width + ",'height':" + height + "}";
  }

  @Test
  @DisplayName("trap 35: the header counts the priced unit, whatever it is")
  void header_isInTheUnitOfTheFullNamesPrice() {
    String twoImages = "{'images':[" + image(2048, 2048) + "," + image(2048, 2048) + "]}";

    UsageRecord megapixels =
        run("fal-ai/flux/dev", "{'num_images':2}").header(UNITS, "8").json(twoImages);
    assertThat(megapixels.requestModel()).isEqualTo("fal-ai/flux/dev");
    assertThat(quantities(megapixels)).startsWith("billable_units 8", "images 2");
    // 8 megapixels at 0.025, not 2 images.
    assertThat(megapixels).costs("0.2");
    // The same header at another subpath: 8 at 0.003.
    assertThat(run("fal-ai/flux/schnell", "{}").header(UNITS, "8").json(twoImages)).costs("0.024");
    assertThat(
            run("fal-ai/wan-25-preview/text-to-video", "{}")
                .header(UNITS, "5.5")
                .json("{'video':{}}"))
        .costs("0.275");
  }

  @Test
  void noHeader_begunMegapixelsOfEachImage() {
    // 1920 x 1080 are 2,073,600 pixels: 2 begun megapixels of 1,048,576 each.
    assertThat(run("fal-ai/flux/dev", "{}").json("{'images':[" + image(1920, 1080) + "]}"))
        .costs("0.05");
    // Two small images are two begun megapixels, not one.
    assertThat(
            run("fal-ai/flux/dev", "{}")
                .json("{'images':[" + image(512, 512) + "," + image(512, 512) + "]}"))
        .costs("0.05");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "square_hd"                  | 0.003
          "landscape_16_9"             | 0.003
          {"width":2048,"height":1024} | 0.006
          """)
  void noHeaderAndNoSizes_sizeIsTheRequests(String size, String amount) {
    UsageRecord record =
        run("fal-ai/flux/schnell", "{'image_size':" + size + "}").json("{'images':[{'url':'u'}]}");

    assertThat(record).costs(amount);
  }

  @Test
  @DisplayName("fal-ai/fal#655: the header wins over what came out")
  void header_winsOverSmallerOutput() {
    String asked = "{'image_size':{'width':4096,'height':4096}}";
    String got = "{'images':[" + image(1536, 1536) + "]}";

    assertThat(run("fal-ai/qwen-image", asked).header(UNITS, "30").json(got)).costs("0.6");
    // 2.359296 megapixels at 0.02.
    assertThat(run("fal-ai/qwen-image", asked).json(got)).costs("0.04718592");
  }

  @ParameterizedTest
  @CsvSource({"2, 0.1", "3, 0.13", "4, 0.16"})
  @DisplayName("veniceai/api-docs#241: references count, after the first megapixel cheaper")
  void graduatedMegapixels(String units, String amount) {
    UsageRecord record =
        run("fal-ai/flux-2-max/edit", "{'image_urls':['a']}")
            .header(UNITS, units)
            .json("{'images':[" + image(1024, 1024) + "]}");

    assertThat(record).costs(amount);
  }

  @Test
  void referencesOfUnknownSize_areNotPriced() {
    UsageRecord record =
        run("fal-ai/flux-2-max/edit", "{'image_urls':['a']}")
            .json("{'images':[" + image(1024, 1024) + "]}");

    assertThat(record).costs("unrated no_rate.requests");
  }

  @Test
  @DisplayName("BerriAI/litellm#37751: by quality and size")
  void imageByQuality() {
    String low = "{'quality':'low'}";
    String high = "{'quality':'high','image_size':{'width':1024,'height':1024}}";
    String one = "{'images':[{'url':'u'}]}";

    assertThat(run("openai/gpt-image-2", low).json(one)).costs("0.006");
    assertThat(run("openai/gpt-image-2", high).json(one)).costs("0.211");
    assertThat(cost(run("openai/gpt-image-2", "{}").json(one))).startsWith("unrated");
  }

  @ParameterizedTest
  @CsvSource({
    "fal-ai/kling-video/o3/standard/image-to-video, true, 0.56",
    "fal-ai/kling-video/o3/standard/image-to-video, false, 0.42",
    "fal-ai/kling-video/v3/pro/image-to-video, true, 0.84",
    "fal-ai/kling-video/v3/pro/image-to-video, false, 0.56",
    "fal-ai/veo3, true, 2",
    "fal-ai/veo3, false, 1",
  })
  void video_secondsWithAndWithoutSound(String app, String audio, String amount) {
    UsageRecord record =
        run(app, "{'duration':'5','generate_audio':" + audio + "}").json("{'video':{'url':'u'}}");

    assertThat(record).costs(amount);
  }

  @Test
  void video_withVoiceControl() {
    UsageRecord record =
        run(
                "fal-ai/kling-video/v3/pro/image-to-video",
                "{'duration':'10','generate_audio':true,'voice_ids':['v']}")
            .json("{'video':{}}");

    assertThat(record).costs("1.96");
  }

  @Test
  void video_flat() {
    assertThat(run("fal-ai/ovi", "{'prompt':'p'}").json("{'video':{'url':'u'},'seed':1}"))
        .costs("0.2");
  }

  @Test
  void otherOutputs_byRequestAndCharacter() {
    assertThat(run("fal-ai/trellis", "{}").json("{'model_mesh':{'url':'u'}}")).costs("0.02");
    assertThat(
            run("fal-ai/minimax/speech-02-hd", "{'text':'\u00e4bcde'}")
                .json("{'audio':{'url':'u'},'duration_ms':900}"))
        .costs("0.0005");
  }

  @Test
  void modelWithoutPrice_costsSecondsOfHardware_thatNobodyNamed() {
    UsageRecord timed =
        run("someone/app", "{}").json("{'images':[{}],'timings':{'inference':12.4}}");

    assertThat(quantities(timed)).contains("compute_seconds 12.4");
    assertThat(timed).costs("unrated unknown_hardware");
    // Units are no seconds: this model has a price that we do not know.
    assertThat(
            run("someone/app", "{}")
                .header(UNITS, "1")
                .json("{'images':[{}],'timings':{'inference':12.4}}"))
        .costs("unrated unknown_model");
  }

  @Test
  void modelWithoutPrice_onHardwareThatTheUserNames() {
    Rater rater =
        new Rater(
            TestPrices.users(
                "{'id':'me/app','provider':'fal','model':'someone/app','like':'fal/gpu/h100'}"));
    UsageRecord timed = run("someone/app", "{}").json("{'out':1,'timings':{'inference':12.4}}");

    // 12.4 seconds at 1.89 an hour.
    assertThat(rater.rate(timed, Call.AT).amount()).isEqualTo(new BigDecimal("0.00651"));
  }

  @ParameterizedTest
  @CsvSource({"422, 0", "404, 0", "422,", "503,", "500,"})
  void failures_areFree(int status, String units) {
    Traffic.Request request = run("fal-ai/flux/dev", "{}");
    if (units != null) {
      request.header(UNITS, units);
    }

    assertThat(cost(request.json(status, "{'detail':[{'loc':['body'],'msg':'bad'}]}")))
        .startsWith("free ");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 429, 500, 503})
  @DisplayName("trap 70: a failed reply is free, whatever its body looks like")
  void failures_withBodiesOfAnyKind_areFree(int status) {
    assertThat(run("fal-ai/trellis", "{}").json(status, "{'error':'overloaded'}"))
        .costs("free failed");
    assertThat(run("fal-ai/flux/dev", "{}").json(status, "{'images':[{'url':'u'}]}"))
        .costs("free failed");
    assertThat(run("fal-ai/trellis", "{}").json("{'model_mesh':{'url':'u'}}")).costs("0.02");
  }

  @Test
  void failureOfTheApplication_mayBeBilled() {
    assertThat(run("fal-ai/flux/dev", "{}").header(UNITS, "1").json(422, "{'detail':'nsfw'}"))
        .costs("0.025");
  }

  @Test
  void stream_isTheSameModel() {
    UsageRecord record =
        run("fal-ai/flux/schnell/stream", "{}")
            .events("{'images':[]}", "{'images':[" + image(1024, 1024) + "]}");

    assertThat(record.requestModel()).isEqualTo("fal-ai/flux/schnell");
    assertThat(record).costs("0.003");
  }

  private static final String QUEUE = "https://queue.fal.run/";

  private UsageRecord submit(String app, String body, String id) {
    String url = QUEUE + "fal-ai/any/requests/" + id;
    return traffic
        .post(QUEUE + app, body)
        .json(
            """
            {"status":"IN_QUEUE","request_id":"%s","response_url":"%s","status_url":"%s/status","queue_position":3}"""
                .formatted(id, url, url));
  }

  private Traffic.Request result(String app, String id) {
    return traffic.get(QUEUE + app + "/requests/" + id);
  }

  @Test
  @DisplayName("trap 36: the result's address lacks the subpath, whose price counts")
  void queue_resultIsPricedAsTheModelOfTheSubmit() {
    String id = "36a";
    assertThat(submit("fal-ai/flux/dev", "{}", id)).costs("free not_billable");
    assertThat(
            traffic
                .get(QUEUE + "fal-ai/flux/requests/" + id + "/status")
                .json("{'status':'COMPLETED','metrics':{'inference_time':3}}"))
        .costs("free not_billable");

    UsageRecord record =
        result("fal-ai/flux", id).header(UNITS, "2").json("{'images':[" + image(1024, 2048) + "]}");

    assertThat(record.requestModel()).isEqualTo("fal-ai/flux/dev");
    assertThat(record).costs("0.05");
    assertThat(result("fal-ai/flux", id).header(UNITS, "2").json("{'images':[]}"))
        .costs("free already_rated");
  }

  @Test
  void queue_resultWithoutItsSubmit_isNoOtherModel() {
    UsageRecord record =
        result("fal-ai/veo3", "36b").header(UNITS, "8").json("{'video':{'url':'u'}}");

    // It may have been fal-ai/veo3/fast.
    assertThat(record.requestModel()).isEqualTo("fal-ai/veo3/...");
    assertThat(record).costs("unrated unknown_model");
  }

  @Test
  void queue_videoTakesSecondsAndSoundOfTheSubmit() {
    submit("fal-ai/veo3", "{'duration':'8s','generate_audio':false}", "36c");

    assertThat(result("fal-ai/veo3", "36c").json("{'video':{'url':'u'}}")).costs("1.6");
  }

  @Test
  void queue_pollsThatFail_sayNothing_refusedWorkIsOver() {
    submit("fal-ai/flux/dev", "{}", "36d");
    assertThat(result("fal-ai/flux", "36d").json(400, "{'detail':'Request is still in progress'}"))
        .costs("free failed");
    assertThat(result("fal-ai/flux", "36d").header(UNITS, "0").json(422, "{'detail':[]}"))
        .costs("free not_billable");

    assertThat(result("fal-ai/flux", "36d").header(UNITS, "1").json("{'images':[]}"))
        .costs("free already_rated");
  }

  private static HandWritten<UsageRecord>.Request resultOfQueued(Settled settled) {
    settled
        .traffic
        .post(QUEUE + "fal-ai/ovi", "{}")
        .json("{'status':'IN_QUEUE','request_id':'r','response_url':'u'}");

    return settled.traffic.request("GET", QUEUE + "fal-ai/ovi/requests/r", null, "");
  }

  @Test
  void queue_workThatWasRefused_isNotEstimatedLater() {
    Settled settled = new Settled();
    resultOfQueued(settled).json(422, "{'detail':[{'type':'content_policy_violation'}]}");

    assertThat(settled.allAtExit()).isEmpty();
  }

  @Test
  void queue_resultThatCountsNoUnits_isNotEstimatedLater() {
    Settled settled = new Settled();
    resultOfQueued(settled).header(UNITS, "0").json("{'video':{'url':'u'}}");

    assertThat(settled.allAtExit()).isEmpty();
  }

  @Test
  void queue_cancel_isFree() {
    assertThat(traffic.request("PUT", QUEUE + "fal-ai/flux/requests/1/cancel", null, "").json("{}"))
        .costs("free not_billable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fal-ai/flux/dev                               | {"image_size":"square_hd","num_images":2} | 0.05
          fal-ai/nano-banana                            | {}                                        | 0.0398
          fal-ai/kling-video/o3/standard/image-to-video | {"duration":10}                           | 0.84
          fal-ai/ovi                                    | {}                                        | 0.2
          fal-ai/flux/dev                               | {}                                        | unrated no_rate.requests
          """)
  @DisplayName("trap 37: a result that went to a webhook is estimated")
  void queue_resultNeverSeen_isEstimatedFromTheRequest(String app, String body, String cost) {
    Settled settled = new Settled();
    settled
        .traffic
        .post(QUEUE + app + "?fal_webhook=https://a.example/h", body)
        .json("{'status':'IN_QUEUE','request_id':'r','response_url':'u'}");

    UsageRecord record = settled.atExit();

    assertThat(record).costs(cost);
    assertThat(record.requestModel()).isEqualTo(app);
    assertThat(record.estimated()).isTrue();
  }
}
