package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What OpenAI counts of images, sound and videos. */
class OpenAiMediaTrapsTest {
  private static final String API = "https://api.openai.com/v1";

  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 24: images that were delivered count, not those asked for")
  void images_delivered_countNotWhatWasAskedFor() {
    UsageRecord record =
        traffic
            .post(
                API + "/images/generations",
                "{'model':'dall-e-3','n':3,'size':'1792x1024','quality':'hd'}")
            .json("{'created':1,'data':[{'url':'a'},{'url':'b'}]}");

    assertThat(record).counts("images 2");
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

    assertThat(record)
        .counts(
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

    assertThat(record).counts("input_tokens 10", "output_tokens 260 {modality=image}");
  }

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
    assertThat(record).counts("images 1");
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

    assertThat(record).counts("characters 9");
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

    assertThat(record).counts("audio_seconds 37");
    assertThat(older).counts("audio_seconds 37");
  }

  @Test
  void transcription_tokens_areSplitByModality() {
    UsageRecord record =
        traffic
            .post(API + "/audio/transcriptions", "{}")
            .events(
                "{'type':'transcript.text.delta','delta':'a'}",
                "{'type':'transcript.text.done','usage':{'type':'tokens','input_tokens':25,'input_token_details':{'text_tokens':4,'audio_tokens':21},'output_tokens':6}}");

    assertThat(record)
        .counts("input_tokens 4", "input_tokens 21 {modality=audio}", "output_tokens 6");
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
    assertThat(record).counts("video_seconds 8");
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

    assertThat(record).counts("video_seconds 4");
    assertThat(record.attributes()).containsEntry("size", "720x1280");
  }
}
