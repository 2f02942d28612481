package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images by step, and as jobs. */
class FireworksTrapsTest {
  private static final String URL = "https://api.fireworks.ai/inference/v1/";

  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flux-1-schnell-fp8 | {"prompt":"p"}             | 0.0014
          flux-1-schnell-fp8 | {"num_inference_steps":8}  | 0.0028
          flux-1-dev-fp8     | {"num_inference_steps":14} | 0.007
          """)
  void image_byStep(String model, String body, String amount) {
    UsageRecord record =
        traffic
            .post(URL + "workflows/accounts/fireworks/models/" + model + "/text_to_image", body)
            .reply(200, "image/jpeg", "JFIF");

    assertThat(record.requestModel()).isEqualTo(model);
    assertThat(record).costs(amount);
  }

  @Test
  void images_countedInTheReplyElseAskedFor() {
    String url = URL + "image_generation/accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";
    String body = "{'samples':3,'steps':60}";

    // 3 images of 60 steps at 0.00013.
    assertThat(traffic.post(url, body).reply(200, "image/png", "PNG")).costs("0.0234");
    assertThat(traffic.post(url, body).json("[{'base64':'a'},{'base64':'b'}]")).costs("0.0156");
    assertThat(traffic.post(url, body).json("{'base64':['a']}")).costs("0.0078");
    assertThat(traffic.post(url, body).json(422, "{}")).costs("free failed");
  }

  @Test
  void job_isBilledWhenReady() {
    String url = URL + "workflows/accounts/fireworks/models/flux-kontext-pro";
    assertThat(traffic.post(url, "{'prompt':'p'}").json("{'request_id':'fw1'}"))
        .costs("free not_billable");
    String poll = "{'id':'fw1'}";
    assertThat(traffic.post(url + "/get_result", poll).json("{'id':'fw1','status':'Pending'}"))
        .costs("free not_billable");

    String ready = "{'id':'fw1','status':'Ready','result':{'sample':'u'}}";
    assertThat(traffic.post(url + "/get_result", poll).json(ready)).costs("0.04");
    assertThat(traffic.post(url + "/get_result", poll).json(ready)).costs("free already_rated");
  }
}
