package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that cost what was asked for. */
class RunwayTrapsTest {
  private static final String URL = "https://api.dev.runwayml.com/v1/";

  private final Traffic traffic = new Traffic();

  private String submit(String path, String body, String id) {
    assertThat(traffic.post(URL + path, body).json("{'id':'" + id + "'}"))
        .costs("free not_billable");
    return id;
  }

  private UsageRecord task(String id, String status) {
    return traffic.get(URL + "tasks/" + id).json("{'id':'" + id + "'," + status + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image_to_video | {"model":"gen4_turbo","duration":5,"ratio":"1280:720"}                 | 0.25
          image_to_video | {"model":"gen4_turbo","duration":10}                                   | 0.5
          video_to_video | {"model":"gen4_aleph","duration":5}                                    | 0.75
          text_to_video  | {"model":"veo3","duration":8}                                          | 3.2
          text_to_image  | {"model":"gen4_image","ratio":"1280:720"}                              | 0.05
          text_to_image  | {"model":"gen4_image","ratio":"1920:1080"}                             | 0.08
          text_to_image  | {"model":"gen4_image_turbo","ratio":"1920:1080"}                       | 0.02
          # 51 characters are two blocks of 50.
          text_to_speech | {"model":"eleven_multilingual_v2","promptText":"012345678901234567890123456789012345678901234567890"} | 0.02
          """)
  void task_isPricedByWhatWasAskedFor(String path, String body, String amount) {
    String id = submit(path, body, "r" + body.hashCode());
    assertThat(task(id, "'status':'THROTTLED'")).costs("free not_billable");
    assertThat(task(id, "'status':'RUNNING','progress':0.5")).costs("free not_billable");

    assertThat(task(id, "'status':'SUCCEEDED','output':['u']")).costs(amount);
    assertThat(task(id, "'status':'SUCCEEDED','output':['u']")).costs("free already_rated");
  }

  @ParameterizedTest
  @CsvSource({
    "SAFETY.INPUT.TEXT, 0.25",
    "SAFETY.OUTPUT.VIDEO, 0.25",
    "INTERNAL.BAD_OUTPUT.CODE01, free failed",
    "ASSET.INVALID, free failed",
  })
  @DisplayName("trap 39: what moderation stops costs the same, other failures are refunded")
  void failure_costsByItsCode(String code, String cost) {
    String id = submit("image_to_video", "{'model':'gen4_turbo','duration':5}", code);

    assertThat(task(id, "'status':'FAILED','failure':'f','failureCode':'" + code + "'"))
        .costs(cost);
  }

  @Test
  void cancelled_isFree() {
    String id = submit("image_to_video", "{'model':'gen4_turbo','duration':5}", "rc");

    assertThat(task(id, "'status':'CANCELLED'")).costs("free failed");
  }

  @Test
  void taskWithoutItsSubmit_isUnknown() {
    assertThat(cost(task("stranger", "'status':'SUCCEEDED'"))).startsWith("unrated ");
  }

  @Test
  void refusedSubmit_isFree() {
    assertThat(traffic.post(URL + "image_to_video", "{}").json(400, "{'error':'e'}"))
        .costs("free failed");
  }
}
