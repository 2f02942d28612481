package io.costspan.it.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.TestTls;
import io.costspan.it.translators.TranslatorsApp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDKs of DeepL and of Google Translate 2, whose default is {@code HttpURLConnection}. */
class TranslatorsIT {
  private static final String DEEPL = "/deepl/v2/";
  private static final String GOOGLE = "/google/language/translate/v2";
  private static final String FAILING = "failing";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void sdks_withAgent_getTheSameAndAreRated(Jdk jdk) {
    try (AiStandIn standIn = AiStandIn.empty()) {
      answer(standIn);
      String url = standIn.httpsUrl();
      Finished without = child(jdk).run(TranslatorsApp.class.getName(), url);
      List<String> requestsWithout = standIn.requests();
      standIn.forget();
      standIn.server().resetScenarios();

      Path ledger = folder.resolve("ledger.jsonl");
      Finished with =
          child(jdk)
              .agent()
              .property("costspan.ledger", ledger)
              .property("costspan.telemetry", "none")
              .property("costspan.receipt", "false")
              .property(
                  "costspan.endpoints",
                  url + "/deepl/v2=deepl," + url + "/google/language/translate/v2=gcp.translate")
              .run(TranslatorsApp.class.getName(), url);

      assertThat(with.differenceFrom(without)).isEmpty();
      assertThat(with.stdout()).doesNotContain("threw");
      assertThat(with.stderr()).isEqualTo(without.stderr());
      assertThat(standIn.requests()).isEqualTo(requestsWithout);
      // DeepL: 20 EUR, Google: 20 USD per million characters.
      assertThat(Ledger.read(ledger).columns("provider", "rating", "reason", "amount"))
          .containsExactly(
              "deepl rated - 0.0001",
              "deepl rated - 0.0002",
              "deepl free not_billable 0",
              "deepl free failed 0",
              "deepl rated - 0.0001",
              "gcp.translate rated - 0.0001",
              "gcp.translate rated - 0.0002");
    }
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk)).classPath(Build.translatorsClassPath());
  }

  private static void answer(AiStandIn standIn) {
    standIn
        .server()
        .stubFor(
            post(DEEPL + "translate")
                .willReturn(okJson("{\"translations\":[" + deepl("Hallo", 5) + "]}")));
    standIn
        .server()
        .stubFor(
            post(DEEPL + "translate")
                .withRequestBody(containing("world"))
                .willReturn(
                    okJson(
                        "{\"translations\":["
                            + deepl("Hallo", 5)
                            + ","
                            + deepl("Welt", 5)
                            + "]}")));
    standIn
        .server()
        .stubFor(
            post(DEEPL + "translate")
                .withRequestBody(containing("Again"))
                .inScenario(FAILING)
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("mended")
                .willReturn(serviceUnavailable()));
    standIn
        .server()
        .stubFor(
            get(DEEPL + "usage")
                .willReturn(okJson("{\"character_count\":15,\"character_limit\":500000}")));
    standIn
        .server()
        .stubFor(
            any(urlPathEqualTo(GOOGLE))
                .willReturn(
                    okJson("{\"data\":{\"translations\":[{\"translatedText\":\"Hallo\"}]}}")));
  }

  private static String deepl(String text, int billed) {
    return "{\"detected_source_language\":\"EN\",\"text\":\"%s\",\"billed_characters\":%d}"
        .formatted(text, billed);
  }
}
