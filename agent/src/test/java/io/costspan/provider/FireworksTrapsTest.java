package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
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
    assertThat(cost(record)).isEqualTo(amount);
  }

  @Test
  void images_countedInTheReplyElseAskedFor() {
    String url = URL + "image_generation/accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";
    String body = "{'samples':3,'steps':60}";

    // 3 images of 60 steps at 0.00013.
    assertThat(cost(traffic.post(url, body).reply(200, "image/png", "PNG"))).isEqualTo("0.0234");
    assertThat(cost(traffic.post(url, body).json("[{'base64':'a'},{'base64':'b'}]")))
        .isEqualTo("0.0156");
    assertThat(cost(traffic.post(url, body).json("{'base64':['a']}"))).isEqualTo("0.0078");
    assertThat(cost(traffic.post(url, body).json(422, "{}"))).isEqualTo("free failed");
  }

  @Test
  void job_isBilledWhenReady() {
    String url = URL + "workflows/accounts/fireworks/models/flux-kontext-pro";
    assertThat(cost(traffic.post(url, "{'prompt':'p'}").json("{'request_id':'fw1'}")))
        .isEqualTo("free not_billable");
    String poll = "{'id':'fw1'}";
    assertThat(
            cost(traffic.post(url + "/get_result", poll).json("{'id':'fw1','status':'Pending'}")))
        .isEqualTo("free not_billable");

    String ready = "{'id':'fw1','status':'Ready','result':{'sample':'u'}}";
    assertThat(cost(traffic.post(url + "/get_result", poll).json(ready))).isEqualTo("0.04");
    assertThat(cost(traffic.post(url + "/get_result", poll).json(ready)))
        .isEqualTo("free already_rated");
  }
}
