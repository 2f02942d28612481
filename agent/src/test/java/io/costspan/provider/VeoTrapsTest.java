package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's videos and images, by both of its APIs. */
class VeoTrapsTest {
  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta/models/";
  private static final String VERTEX =
      "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/";

  private final Traffic traffic = new Traffic();

  private static String operation(String model, String id) {
    return "models/" + model + "/operations/" + id;
  }

  /** Asks for videos of the Gemini API and returns the operation's name. */
  private String submit(String model, String id, String parameters) {
    String body = "{'instances':[{'prompt':'p'}],'parameters':" + parameters + "}";
    String name = operation(model, id);
    assertThat(
            traffic
                .post(GEMINI + model + ":predictLongRunning", body)
                .json("{'name':'" + name + "'}"))
        .costs("free not_billable");
    return name;
  }

  private UsageRecord poll(String name, String more) {
    return traffic
        .get("https://generativelanguage.googleapis.com/v1beta/" + name)
        .json("{'name':'" + name + "'" + more + "}");
  }

  private static String done(int samples, int filtered) {
    String videos = "{'video':{'uri':'u'}},".repeat(samples).replaceFirst(",$", "");
    return ",'done':true,'response':{'generateVideoResponse':{"
        + (filtered > 0 ? "'raiMediaFilteredCount':" + filtered + "," : "")
        + "'generatedSamples':["
        + videos
        + "]}}";
  }

  @ParameterizedTest
  @CsvSource({
    "veo-3.1-lite-generate-preview, 720p, 0.4",
    "veo-3.1-lite-generate-preview, 1080p, 0.64",
    "veo-3.1-fast-generate-preview, 720p, 0.8",
    "veo-3.1-fast-generate-preview, 4k, 2.4",
    "veo-3.1-generate-preview, 1080p, 3.2",
    "veo-2.0-generate-001, 720p, 2.8",
  })
  @DisplayName("BerriAI/litellm#25348: by resolution, 8 seconds")
  void video_byResolution(String model, String resolution, String amount) {
    String name =
        submit(
            model, model + resolution, "{'resolution':'" + resolution + "','durationSeconds':8}");
    assertThat(poll(name, "")).costs("free not_billable");

    assertThat(poll(name, done(1, 0))).costs(amount);
    assertThat(poll(name, done(1, 0))).costs("free already_rated");
  }

  @Test
  @DisplayName("trap 24: what was filtered is not billed")
  void video_deliveredSamplesCount_eightSecondsUnlessAskedOtherwise() {
    String name = submit("veo-2.0-generate-001", "f1", "{'sampleCount':4}");

    UsageRecord record = poll(name, done(3, 1));

    assertThat(record).counts("video_seconds 24").costs("8.4");
    String none = submit("veo-2.0-generate-001", "f2", "{}");
    assertThat(poll(none, done(0, 1))).costs("free not_billable");
  }

  @Test
  void video_filteredWholly_isNotEstimatedLater() {
    Settled settled = new Settled();
    String name = operation("veo-2.0-generate-001", "filtered");
    settled
        .traffic
        .post(GEMINI + "veo-2.0-generate-001:predictLongRunning", "{}")
        .json("{'name':'" + name + "'}");

    settled
        .traffic
        .get("https://generativelanguage.googleapis.com/v1beta/" + name)
        .json("{'name':'" + name + "'" + done(0, 1) + "}");

    assertThat(settled.allAtExit()).isEmpty();
  }

  @Test
  void video_failed_isFree() {
    String name = submit("veo-2.0-generate-001", "e1", "{}");

    assertThat(poll(name, ",'done':true,'error':{'code':13}")).costs("free failed");
  }

  @Test
  @DisplayName("trap 71: a video whose order nobody saw is an estimate")
  void video_ofWhichOnlyTheEndWasSeen_isEstimated() {
    UsageRecord unseen = poll(operation("veo-3.1-generate-preview", "u1"), done(1, 0));

    assertThat(unseen).counts("video_seconds 8").costs("3.2");
    assertThat(unseen.estimated()).isTrue();

    String name = submit("veo-3.1-generate-preview", "u2", "{}");
    UsageRecord seen = poll(name, done(1, 0));

    assertThat(seen).counts("video_seconds 8").costs("3.2");
    assertThat(seen.estimated()).isFalse();
  }

  @Test
  void video_neverSeen_isEstimated() {
    Settled settled = new Settled();
    settled
        .traffic
        .post(
            GEMINI + "veo-3.1-generate-preview:predictLongRunning",
            "{'parameters':{'durationSeconds':'4','resolution':'4k'}}")
        .json("{'name':'" + operation("veo-3.1-generate-preview", "s") + "'}");

    assertThat(settled.atExit()).costs("2.4");
  }

  @ParameterizedTest
  @CsvSource({
    "veo-3.0-fast-generate-001, false, 0.8",
    "veo-3.0-fast-generate-001, true, 1.2",
    "veo-3.0-generate-001, false, 1.6",
    "veo-3.0-generate-001, null, 3.2",
    "veo-3.1-fast-generate-001, true, 0.8",
    "veo-3.1-fast-generate-001, null, 0.8",
    "veo-3.1-fast-generate-001, false, unrated no_rate.video_seconds",
  })
  @DisplayName("theopenco/llmgateway#2315: without sound it has a rate of its own")
  void vertexVideo_bySound(String model, String audio, String amount) {
    String name = "projects/p/locations/us-central1/publishers/google/" + operation(model, audio);
    traffic
        .post(
            VERTEX + model + ":predictLongRunning",
            "{'parameters':{'generateAudio':" + audio + "}}")
        .json("{'name':'" + name + "'}");
    String fetch = "{'operationName':'" + name + "'}";
    assertThat(
            traffic
                .post(VERTEX + model + ":fetchPredictOperation", fetch)
                .json("{'name':'" + name + "'}"))
        .costs("free not_billable");

    UsageRecord record =
        traffic
            .post(VERTEX + model + ":fetchPredictOperation", fetch)
            .json(
                "{'name':'"
                    + name
                    + "','done':true,'response':{'videos':[{'gcsUri':'gs://a','mimeType':'video/mp4'}]}}");

    assertThat(record).costs(amount);
  }

  @Test
  @DisplayName("trap 24: images that were filtered are not billed")
  void imagen_deliveredImagesCount() {
    UsageRecord record =
        traffic
            .post(
                GEMINI + "imagen-4.0-ultra-generate-001:predict",
                "{'parameters':{'sampleCount':4}}")
            .json(
                "{'predictions':[{'bytesBase64Encoded':'a','mimeType':'image/png'},{'raiFilteredReason':'r'},{'bytesBase64Encoded':'b'}]}");

    assertThat(record).counts("images 2").costs("0.12");
  }
}
