package io.costspan.it.sdk;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.TestTls;
import io.costspan.it.apps.SdkApp;
import java.nio.file.Path;
import java.util.List;

/** {@code SdkApp} without and with the agent, and all that each left behind. */
record SdkRun(
    Finished without,
    Finished with,
    List<String> requestsWithout,
    List<String> requestsWith,
    Ledger ledger,
    OtlpCollector collector) {

  /** What to run on, and over what. */
  record Wire(Jdk jdk, boolean tls) {
    String url(AiStandIn standIn) {
      return tls ? standIn.httpsUrl() : standIn.url();
    }

    ChildJvm child() {
      return TestTls.trust(ChildJvm.on(jdk)).classPath(Build.sdkClassPath());
    }

    @Override
    public String toString() {
      return jdk + (tls ? ", HTTP/2 over TLS" : ", plain HTTP/1.1");
    }
  }

  static SdkRun over(Wire wire, Path folder) {
    try (AiStandIn standIn = AiStandIn.of("sdk");
        OtlpCollector collector = new OtlpCollector()) {
      String url = wire.url(standIn);
      Finished without = wire.child().run(SdkApp.class.getName(), url);
      List<String> requestsWithout = standIn.requests();
      standIn.forget();

      Path ledger = folder.resolve(wire.jdk().feature() + (wire.tls() ? "-tls" : "") + ".jsonl");
      Finished with =
          wire.child()
              .agent()
              .property("costspan.ledger", ledger)
              .property("costspan.endpoints", endpoints(url))
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .run(SdkApp.class.getName(), url);
      return new SdkRun(
          without, with, requestsWithout, standIn.requests(), Ledger.read(ledger), collector);
    }
  }

  private static String endpoints(String url) {
    return String.join(
        ",", url + "/openai/v1=openai", url + "/anthropic=anthropic", url + "/gemini=gcp.gemini");
  }
}
