package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that say in credits what they cost. */
class BlackForestLabsTrapsTest {
  private static final String URL = "https://api.bfl.ai/v1/";

  private final Traffic traffic = new Traffic();

  private static String submitted(String id, String cost) {
    return "{'id':'%s','polling_url':'https://api.eu1.bfl.ai/v1/get_result?id=%s','cost':%s,'input_mp':0.0,'output_mp':1.05}"
        .formatted(id, id, cost);
  }

  private Traffic.Request poll(String id) {
    return traffic.get("https://api.eu1.bfl.ai/v1/get_result?id=" + id);
  }

  @Test
  void cost_isInCents_andSettledOnceAtReady() {
    assertThat(traffic.post(URL + "flux-2-pro", "{'prompt':'p'}").json(submitted("b1", "3.15")))
        .costs("free not_billable");
    assertThat(poll("b1").json("{'id':'b1','status':'Pending','result':null}"))
        .costs("free not_billable");

    UsageRecord ready = poll("b1").json("{'id':'b1','status':'Ready','result':{'sample':'u'}}");

    assertThat(ready.requestModel()).isEqualTo("flux-2-pro");
    assertThat(ready).costs("0.0315");
    assertThat(poll("b1").json("{'id':'b1','status':'Ready'}")).costs("free already_rated");
  }

  @Test
  void cost_ofTheResult_settles() {
    traffic.post(URL + "flux-2-max", "{}").json(submitted("b2", "7"));

    assertThat(poll("b2").json("{'id':'b2','status':'Ready','cost':10}")).costs("0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flux-2-pro       | {}                  | 0.03
          flux-2-pro       | {"input_image":"i"} | 0.045
          flux-kontext-max | {}                  | 0.08
          """)
  void noCost_listPrice(String model, String body, String amount) {
    String id = model + body.length();
    traffic.post(URL + model, body).json(submitted(id, "null"));

    assertThat(poll(id).json("{'status':'Ready'}")).costs(amount);
  }

  @Test
  void imageOfMegabytesInTheRequest_isAnEdit() {
    String image = "A".repeat(3_000_000);
    traffic
        .post(URL + "flux-2-pro", "{'input_image':'" + image + "','prompt':'p'}")
        .json(submitted("big", "null"));

    assertThat(poll("big").json("{'status':'Ready'}")).costs("0.045");
  }

  @ParameterizedTest
  @CsvSource({"Request Moderated", "Content Moderated", "Error"})
  void moderatedAndFailed_areFree(String status) {
    traffic.post(URL + "flux-2-pro", "{}").json(submitted(status, "3"));

    assertThat(poll(status.replace(" ", "%20")).json("{'status':'" + status + "','result':null}"))
        .costs("free failed");
  }

  @Test
  @DisplayName("trap 37: a result that went to a webhook costs what the submit said")
  void resultNeverSeen_isSettled() {
    Settled settled = new Settled();
    settled
        .traffic
        .post(URL + "flux-2-pro", "{'webhook_url':'https://a.example'}")
        .json(submitted("b9", "5.25"));

    UsageRecord record = settled.atExit();
    assertThat(record).costs("0.0525");
    assertThat(record.estimated()).isTrue();
  }
}
