package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generations that are priced by their pixels. */
class LumaTrapsTest {
  private static final String URL = "https://api.lumalabs.ai/dream-machine/v1/generations";

  private final Traffic traffic = new Traffic();

  private UsageRecord generation(String id, String state, String type, String request) {
    return traffic
        .get(URL + "/" + id)
        .json(
            "{'id':'%s','generation_type':'%s','state':'%s','failure_reason':null,'assets':{},'model':'%s','request':%s}"
                .formatted(
                    id, type, state, request.contains("photon") ? "photon-1" : "ray-2", request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 960 x 540 x 24 x 5 = 62,208,000 pixels at 0.0064 a million.
          {"resolution":"540p","duration":"5s","aspect_ratio":"16:9"} | 0.3981312
          # 1280 x 720 x 24 x 9 = 199,065,600.
          {"resolution":"720p","duration":"9s","aspect_ratio":"9:16"} | 1.27401984
          # 3840 x 2160 x 24 x 5 = 995,328,000.
          {"resolution":"4k","duration":"5s"}                         | 6.3700992
          {"resolution":"720p","duration":"5s","aspect_ratio":"21:9"} | unrated no_rate.requests
          {"aspect_ratio":"16:9"}                                     | unrated no_rate.requests
          """)
  void video_byPixels(String request, String amount) {
    String id = "l" + request.hashCode();
    assertThat(
            traffic
                .post(URL, "{'model':'ray-2','prompt':'p'}")
                .json(201, "{'id':'" + id + "','state':'queued'}"))
        .costs("free not_billable");
    assertThat(generation(id, "dreaming", "video", request)).costs("free not_billable");

    assertThat(generation(id, "completed", "video", request)).costs(amount);
    assertThat(generation(id, "completed", "video", request)).costs("free already_rated");
  }

  @Test
  void image_byPixels() {
    // 1920 x 1080 = 2,073,600 at 0.0073 a million.
    assertThat(generation("li", "completed", "image", "{'model':'photon-1'}")).costs("0.01513728");
  }

  @Test
  void requestIsKeptWhereTheResultDoesNotRepeatIt() {
    traffic
        .post(URL + "/video", "{'model':'ray-flash-2','resolution':'720p','duration':'5s'}")
        .json(201, "{'id':'lk','generation_type':'video','state':'queued'}");

    // 1280 x 720 x 24 x 5 = 110,592,000 at 0.0022 a million.
    assertThat(traffic.get(URL + "/lk").json("{'id':'lk','state':'completed'}")).costs("0.2433024");
  }

  @Test
  void failed_isFree() {
    assertThat(generation("lf", "failed", "video", "{}")).costs("free failed");
  }
}
