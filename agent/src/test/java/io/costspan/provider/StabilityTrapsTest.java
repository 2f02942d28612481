package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Stability AI bills by path, form and finish. */
class StabilityTrapsTest {
  private static final String V2 = "https://api.stability.ai/v2beta/stable-image/";
  private static final String FORM = "multipart/form-data; boundary=b";

  private final Traffic traffic = new Traffic();

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append("--b\r\nContent-Disposition: form-data; name=\"")
          .append(fields[i])
          .append("\"\r\n\r\n")
          .append(fields[i + 1])
          .append("\r\n");
    }
    return form.append("--b--\r\n").toString();
  }

  private Traffic.Request post(String path, String... fields) {
    return traffic.request("POST", V2 + path, FORM, form(fields));
  }

  @ParameterizedTest
  @CsvSource({
    "generate/ultra, stable-image-ultra, 0.08",
    "generate/core, stable-image-core, 0.03",
    "generate/sd3, sd3.5-large, 0.065",
    "edit/erase, erase, 0.05",
    "edit/outpaint, outpaint, 0.04",
    "edit/remove-background, remove-background, 0.05",
    "control/sketch, control/sketch, 0.05",
    "control/style-transfer, control/style-transfer, 0.08",
    "upscale/fast, upscale/fast, 0.02",
    "upscale/conservative, upscale/conservative, 0.4",
  })
  void image_ofEachProduct(String path, String model, String amount) {
    UsageRecord record =
        post(path, "prompt", "a fox", "output_format", "png")
            .header("finish-reason", "SUCCESS")
            .reply(200, "image/png", "\u0089PNG");

    assertThat(record.requestModel()).isEqualTo(model);
    assertThat(record).costs(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "sd3.5-large, 0.065",
    "sd3.5-large-turbo, 0.04",
    "sd3.5-medium, 0.035",
    "sd3-medium, 0.035"
  })
  void image_stableDiffusion3_modelIsAFormField(String model, String amount) {
    UsageRecord record =
        post("generate/sd3", "prompt", "a fox", "model", model)
            .json("{'image':'iVBORw0KGgo=','finish_reason':'SUCCESS','seed':1}");

    assertThat(record).costs(amount);
  }

  @Test
  void image_filteredOrFailed_isFree() {
    assertThat(
            post("generate/core", "prompt", "p")
                .header("finish-reason", "CONTENT_FILTERED")
                .reply(200, "image/png", "blurred"))
        .costs("free failed");
    assertThat(
            post("generate/core", "prompt", "p")
                .json("{'image':'i','finish_reason':'CONTENT_FILTERED'}"))
        .costs("free failed");
    assertThat(
            post("generate/core", "prompt", "p")
                .json(403, "{'id':'x','name':'content_moderation','errors':[]}"))
        .costs("free failed");
  }

  @Test
  void job_isBilledWhenItsImageIsFetched() {
    assertThat(post("upscale/creative", "prompt", "p").json(202, "{'id':'s1'}"))
        .costs("free not_billable");
    String url = "https://api.stability.ai/v2beta/results/s1";
    assertThat(traffic.get(url).json(202, "{'id':'s1','status':'in-progress'}"))
        .costs("free not_billable");

    assertThat(traffic.get(url).header("finish-reason", "SUCCESS").reply(200, "image/png", "i"))
        .costs("0.6");
    assertThat(traffic.get(url).reply(200, "image/png", "i")).costs("free already_rated");
  }

  @Test
  void job_neverFetched_isEstimated() {
    Settled settled = new Settled();
    settled
        .traffic
        .request("POST", V2 + "upscale/creative", FORM, form("prompt", "p"))
        .json(202, "{'id':'s2'}");

    assertThat(settled.atExit()).costs("0.6");
  }

  @Test
  void v1_artifactsThatWereNotFiltered() {
    UsageRecord record =
        traffic
            .post(
                "https://api.stability.ai/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image",
                "{'samples':3,'steps':30,'width':1024,'height':1024}")
            .json(
                "{'artifacts':[{'base64':'a','finishReason':'SUCCESS'},{'finishReason':'CONTENT_FILTERED'},{'base64':'b','finishReason':'SUCCESS'}]}");

    assertThat(Traffic.quantities(record)).containsExactly("images 2");
    assertThat(record.attributes()).containsEntry("size", "1024x1024").containsEntry("steps", "30");
    assertThat(record).costs("unrated unknown_model");
  }
}
