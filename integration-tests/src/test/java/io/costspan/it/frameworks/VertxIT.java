package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import io.costspan.it.calls.AiCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls from handlers of Vert.x, whose context is not that of a thread. */
class VertxIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void call_inAHandler_isInTheTraceOfItsRequest(Jdk jdk) {
    String openAi = STAND_IN.url() + "/openai/v1";
    List<String> ways = new ArrayList<>(AiCalls.WAYS);
    ways.add("event-loop");
    Received received = new Received(collector, ledger);
    ChildJvm child =
        ChildJvm.on(jdk)
            .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .agent("endpoints=" + openAi + "=openai,ledger=" + ledger)
            .classPath(Build.frameworkClassPath("vertx"));
    try (WebApplication shop =
        new WebApplication(child, "io.costspan.it.vertx.VertxServer", openAi, collector.url())) {
      ways.forEach(shop::ask);
      shop.askUnsampled("jdk");
      int calls = ways.size() + 1;
      WebApplication.await(
          "sent",
          () -> String.valueOf(collector.total("costspan.calls")),
          sent -> sent.equals(String.valueOf((double) calls)));

      assertThat(shop.stop().stderrLines()).noneMatch(line -> line.startsWith("[costspan]"));
      received.assertCounted(calls);
      assertThat(received.parentsOf(ways.size())).extracting(Span::scope).containsOnly("io.vertx");
    }
  }
}
