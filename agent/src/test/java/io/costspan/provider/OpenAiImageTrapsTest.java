package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's images and videos, where size and quality set the price. */
class OpenAiImageTrapsTest {
  private static final String API = "https://api.openai.com/v1";
  private static final String ONE = "'data':[{'b64_json':'aaaa'}]";

  private final Traffic traffic = new Traffic();

  private UsageRecord image(String request, String reply) {
    return traffic.post(API + "/images/generations", request).json("{'created':1," + reply + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model":"dall-e-3","prompt":"p"}                            | 0.04
          {"model":"dall-e-3","size":"1792x1024","quality":"standard"} | 0.08
          {"model":"dall-e-3","size":"1024x1792","quality":"hd"}       | 0.12
          {"model":"dall-e-2","size":"256x256"}                        | 0.016
          {"prompt":"p"}                                               | 0.02
          """)
  @DisplayName("BerriAI/litellm#6278: DALL-E by size and quality")
  void dallE_bySizeAndQualityOfTheRequest(String request, String amount) {
    assertThat(image(request, ONE)).costs(amount);
  }

  /** The default model is what a request means that names none, not what nobody could read. */
  @Test
  void images_requestThatNobodyRead_isOfNoKnownModel() {
    UsageRecord record =
        traffic
            .request("POST", API + "/images/generations", "image/png", "?")
            .json("{'data':[{'url':'u'}]}");

    assertThat(record.requestModel()).isNull();
    assertThat(record).costs("unrated unknown_model");
  }

  @Test
  @DisplayName("trap 24: images delivered count, not those asked for")
  void images_deliveredCount() {
    String three = "'data':[{'url':'a'},{'url':'b'},{'url':'c'}]";

    assertThat(image("{'model':'dall-e-2','n':5,'size':'512x512'}", three)).costs("0.054");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "size":"1024x1024","quality":"high",   | 0.167
          "size":"1536x1024","quality":"medium", | 0.063
          ''                                     | unrated no_rate.images
          """)
  @DisplayName("trap 25, BerriAI/litellm#28651: auto means what the reply says")
  void images_auto_isWhatTheReplySays(String echoed, String amount) {
    String request = "{'model':'gpt-image-1','size':'auto','quality':'auto'}";

    assertThat(image(request, echoed + ONE)).costs(amount);
    assertThat(
            traffic
                .post(
                    "https://me.openai.azure.com/openai/deployments/gpt-image-1/images/generations?api-version=2025-04-01-preview",
                    "{'size':'auto','quality':'auto'}")
                .json("{'created':1," + echoed + ONE + "}"))
        .costs(amount);
  }

  @Test
  void images_usage_winsOverSizeAndQuality() {
    String reply =
        "'size':'1024x1024','quality':'high',"
            + ONE
            + ",'usage':{'input_tokens':50,'input_tokens_details':{'text_tokens':10,'image_tokens':40},'output_tokens':4160,'total_tokens':4210}";

    // 10 at 5, 40 at 10 and 4,160 at 40 a million.
    assertThat(image("{'model':'gpt-image-1'}", reply)).costs("0.16685");
  }

  @ParameterizedTest
  @CsvSource({
    "sora-2, 1280x720, 0.8",
    "sora-2-pro, 720x1280, 2.4",
    "sora-2-pro, 1792x1024, 4",
    "sora-2-pro, 1920x1080, 5.6",
  })
  void video_bySize(String model, String size, String amount) {
    String id = model + size;
    traffic
        .post(API + "/videos", "{'model':'%s','seconds':'8','size':'%s'}".formatted(model, size))
        .json("{'id':'" + id + "','status':'queued'}");

    assertThat(
            traffic
                .get(API + "/videos/" + id)
                .json("{'id':'%s','status':'completed','model':'%s'}".formatted(id, model)))
        .costs(amount);
  }

  @Test
  @DisplayName(
      "trap 40: an extension costs the seconds asked for, the reply shows the whole film's")
  void extension_costsTheSecondsAskedFor() {
    traffic
        .post(API + "/videos/extensions", "{'video':{'id':'video_0'},'prompt':'p','seconds':'4'}")
        .json("{'id':'ext','status':'queued','model':'sora-2','seconds':'12'}");

    assertThat(
            traffic
                .get(API + "/videos/ext")
                .json("{'id':'ext','status':'completed','model':'sora-2','seconds':'12'}"))
        .costs("0.4");
  }
}
