package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.VIDEO_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Quantity;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Prices of images and videos, and of work that is measured in several ways. */
class MediaPricesTest {
  @Test
  void imageBySizeAndQuality() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"openai/dall-e-3","provider":"openai","model":"dall-e-3","price":[
             {"meter":"images","rate":"0.12","when":{"quality":"hd","size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.08","when":{"quality":"hd"}},
             {"meter":"images","rate":"0.08","when":{"size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.04"}]}""");
    Call twoWide = call("openai", "dall-e-3").used(IMAGES, 2);
    twoWide.with("quality", "hd").with("size", "1792x1024").costs("0.24", prices);
    twoWide.with("size", "1024x1024").costs("0.16", prices);
    twoWide.with("quality", "standard").costs("0.08", prices);
  }

  @Test
  void imageByTokenWithPricePerImageAsFallback() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"openai/gpt-image-1.5","provider":"openai","model":"gpt-image-1.5*","price":[
             {"meter":"input_tokens","rate":"8","when":{"modality":"image"}},
             {"meter":"input_tokens","rate":"5"},
             {"meter":"output_tokens","rate":"32","when":{"modality":"image"}},
             {"meter":"output_tokens","rate":"10"},
             {"meter":"images","rate":"0.034","when":{"quality":"medium","size":"1024x1024"}}]}""");
    call("openai", "gpt-image-1.5-2025-12-16")
        .used(INPUT_TOKENS, 23)
        .used(OUTPUT_TOKENS, 1056, "modality", "image")
        .costs("0.033907", prices);
    call("openai", "gpt-image-1.5")
        .used(IMAGES, 1)
        .with("quality", "medium")
        .with("size", "1024x1024")
        .costs("0.034", prices);
  }

  @Test
  void featuresOfOneImage_companionFree() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"gcp.vision/annotate","provider":"gcp.vision","model":"*","price":[
             {"meter":"images","rate":"0","when":{"feature":"SAFE_SEARCH_DETECTION","features":"LABEL_DETECTION"}},
             {"meter":"images","rate":"3.5","per":1000,"when":{"feature":"WEB_DETECTION"}},
             {"meter":"images","rate":"1.5","per":1000}]}""");
    call("gcp.vision", null)
        .with("features", "LABEL_DETECTION,SAFE_SEARCH_DETECTION,WEB_DETECTION")
        .used(IMAGES, 1, "feature", "LABEL_DETECTION")
        .used(IMAGES, 1, "feature", "SAFE_SEARCH_DETECTION")
        .used(IMAGES, 1, "feature", "WEB_DETECTION")
        .costs("0.005", prices);
  }

  @Test
  void imagesByStep() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"fireworks/sdxl","provider":"fireworks","model":"sdxl",
             "price":[{"meter":"images","rate":"0.0039"}],"times":[{"by":"steps","per":"30"}]}""");
    call("fireworks", "sdxl").used(IMAGES, 2).with("steps", "15").costs("0.0039", prices);
  }

  @Test
  void imagesByMegapixelAndSteps_neverBelowTheUsualSteps() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"together/schnell","provider":"together","model":"schnell",
             "price":[{"meter":"pixels","rate":"0.0027","per":"1000000"}],
             "times":[{"by":"steps","per":"4","min":"4"}]}""");
    Call call = call("together", "schnell").used(PIXELS, 1_000_000);
    call.costs("0.0027", prices);
    Rating twice = call.with("steps", "8").rate(prices);
    assertAmount(twice, "0.0054");
    assertThat(twice.charges())
        .singleElement()
        .hasToString("pixels 1000000 x 0.0027/1000000 x 2 = 0.0054");
    call.with("steps", "2").costs("0.0027", prices);
    assertThat(call.with("steps", "many").rate(prices).reason()).isEqualTo("malformed_usage");
    assertThat(call.with("steps", "9".repeat(18)).rate(prices).reason())
        .isEqualTo("malformed_usage");
  }

  @Test
  void videoSecondsWithAndWithoutSound() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"fal/kling-o3","provider":"fal","model":"fal-ai/kling-video/o3/standard/*","price":[
             {"meter":"video_seconds","rate":"0.112","when":{"audio":"true"}},
             {"meter":"video_seconds","rate":"0.084"}]}""");
    Call call = call("fal", "fal-ai/kling-video/o3/standard/image-to-video").used(VIDEO_SECONDS, 5);
    call.costs("0.42", prices);
    call.with("audio", "true").costs("0.56", prices);
  }

  @Test
  void measuresOfTheSameWork_theFirstWithALineIsBilled() {
    String perImage =
        """
        {"id":"me/i","provider":"replicate","model":"owner/i","price":[
         {"meter":"images","rate":"0.04"},{"meter":"compute_seconds","rate":"9"}]}""";
    String perSecond =
        """
        {"id":"me/s","provider":"replicate","model":"owner/s","price":[
         {"meter":"compute_seconds","rate":"0.001"},{"meter":"requests","rate":"1"}]}""";
    Supplier<PriceTable> prices = users(perImage, perSecond);
    measured("owner/i").costs("0.08", prices);
    measured("owner/s").costs("0.002", prices);
    measured("owner/s").used(REQUESTS, 1).costs("1.002", prices);
    Rating unknown = measured("owner/s").rate(users(perSecond.replace("compute_s", "audio_s")));
    assertThat(unknown.status()).isEqualTo(Status.UNRATED);
    assertThat(unknown.reason()).isEqualTo("unknown_hardware");
  }

  private static Call measured(String model) {
    return call("replicate", model).used(IMAGES, 2).or(PIXELS, "2000000").or(COMPUTE_SECONDS, "2");
  }

  @Test
  void measures_meterThatAnotherWorkIsBilledBy_isNotTakenForTheBilledOne() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"me/t","provider":"replicate","model":"owner/t","price":[
             {"meter":"pixels","rate":"1","when":{"quality":"hd"}},{"meter":"images","rate":"2"}]}""");
    Call twoWorks = call("replicate", "owner/t").used(IMAGES, 1).or(PIXELS, "7");

    Rating rating = twoWorks.used(PIXELS, "5", "quality", "hd").rate(prices);

    assertThat(rating.charges()).extracting(ChargeLine::meter).containsExactly(IMAGES, PIXELS);
    assertThat(rating.measures()).extracting(Quantity::meter).containsExactly(IMAGES);
  }

  @Test
  void measures_ofWorkThatHasNoPrice_areNone() {
    String perPage =
        """
        {"id":"me/n","provider":"replicate","model":"owner/n","price":[{"meter":"pages","rate":"2"}]}""";

    assertThat(measured("owner/n").rate(users(perPage)).measures()).isEmpty();
  }

  @Test
  void measureInSeveralQuantities_isBilledWhole() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"me/p","provider":"fal","model":"p","price":[
             {"meter":"pixels","rate":"0.03","per":"1000000","round":"up"}]}""");
    call("fal", "p").used(IMAGES, 2).or(PIXELS, "10").or(PIXELS, "10").costs("0.06", prices);
  }
}
