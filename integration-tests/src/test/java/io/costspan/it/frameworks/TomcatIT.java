package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A web application with an SDK of its own, in its own class loader, comes and goes. */
class TomcatIT {
  private static final List<String> WAYS = List.of("jdk", "jdk-async", "jdk-stream");
  private static final int DEPLOYMENTS = 3;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
  private final Received received = new Received(collector, ledger);

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void application_deployedAgain_losesAndDoublesNothingAndIsCollected(Jdk jdk) throws IOException {
    try (WebApplication tomcat = start(jdk)) {
      for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
        assertThat(tomcat.get("/deploy")).isEqualTo("STARTED");
        WAYS.forEach(tomcat::ask);
        int calls = deployment * WAYS.size();
        await("in the ledger", calls, received::calls);
        if (deployment != 2) {
          // The second one is gone before its SDK has sent anything.
          await("sent", calls, () -> (int) collector.total("costspan.calls"));
        }
        tomcat.get("/undeploy");
      }

      received.assertCounted(DEPLOYMENTS * WAYS.size());
      assertThat(received.parentsOf(DEPLOYMENTS * WAYS.size()))
          .extracting(Span::name)
          .containsOnly("checkout");
      WebApplication.await(
          "collected", () -> tomcat.get("/loaders"), ("0 of " + DEPLOYMENTS)::equals);
    }
  }

  private static void await(String what, int wanted, IntSupplier count) {
    WebApplication.await(
        what, () -> String.valueOf(count.getAsInt()), now -> now.equals(String.valueOf(wanted)));
  }

  private WebApplication start(Jdk jdk) throws IOException {
    String openAi = STAND_IN.url() + "/openai/v1";
    return new WebApplication(
        ChildJvm.on(jdk)
            .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            // The JDK's caches refer to classes softly.
            .jvm("-XX:SoftRefLRUPolicyMSPerMB=0")
            .agent("endpoints=" + openAi + "=openai,ledger=" + ledger)
            .property("ai.url", openAi)
            .property("collector", collector.url())
            .classPath(Build.frameworkClassPath("tomcat")),
        "io.costspan.it.tomcat.Container",
        ShopWar.folder(),
        Scratch.folder("tomcat"));
  }
}
