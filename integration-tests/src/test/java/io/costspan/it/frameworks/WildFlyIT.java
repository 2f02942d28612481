package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.calls.AiCalls;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A web application that WildFly deploys, in a module of its own. */
@Tag("transparency")
@Tag("long")
class WildFlyIT {
  private static final String STARTED = "WFLYSRV0025";

  @AutoClose private final AiStandIn standIn = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
  private final Received received = new Received(collector, ledger);

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void calls_inADeployment_areRatedInItsTraces(Jdk jdk) throws IOException {
    int port = PrometheusServer.freePort();
    int calls = AiCalls.WAYS.size();
    try (RunningJvm wildFly = start(jdk, port)) {
      wildFly.awaitStdout(STARTED);
      WebApplication shop = new WebApplication(wildFly, "http://localhost:" + port);
      AiCalls.WAYS.forEach(shop::ask);
      WebApplication.await(
          "sent",
          () -> String.valueOf(collector.total("costspan.calls")),
          now -> now.equals(String.valueOf((double) calls)));
      Finished finished = shop.stop();

      received.assertCounted(calls);
      assertThat(received.parentsOf(calls)).extracting(Span::name).containsOnly("checkout");
      assertThat(finished.stdout())
          .contains("costspan receipt")
          .containsPattern("total +" + calls + " ")
          .doesNotContain("[costspan] warn", "[costspan] error");
      // WildFly's own log takes what is written to stderr for errors.
      assertThat(finished.stdout().lines())
          .filteredOn(line -> line.contains(" ERROR "))
          .allMatch(line -> line.contains(" [stderr] "));
    }
  }

  /** Its own folders stay as they are. */
  private RunningJvm start(Jdk jdk, int port) throws IOException {
    Path home = Build.wildFly();
    Path base = Scratch.folder("wildfly");
    Files.createDirectory(base.resolve("configuration"));
    try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, base.resolve("configuration").resolve(file.getFileName()));
      }
    }
    ShopWar.pack(Files.createDirectory(base.resolve("deployments")).resolve("ROOT.war"));
    return watched(jdk)
        .startBare(
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=0",
            "-Djboss.management.http.port=0",
            "-Djboss.management.https.port=0");
  }

  private ChildJvm watched(Jdk jdk) {
    String openAi = standIn.url() + "/openai/v1";
    return ChildJvm.on(jdk)
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .agent("log=info,endpoints=" + openAi + "=openai,ledger=" + ledger)
        .property("ai.url", openAi)
        .property("collector", collector.url());
  }
}
