package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.Scratch;
import io.costspan.it.calls.AiCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar} of a Spring Boot application, whose libraries are jars within its jar. */
@Tag("transparency")
@Tag("long")
class FatJarIT {
  @AutoClose private final AiStandIn standIn = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#allOwn")
  void calls_inAFatJar_areRatedInItsTraces(BootCase boot) {
    List<String> ways = new ArrayList<>(AiCalls.WAYS);
    ways.add("rest");
    try (WebApplication shop = start(boot)) {
      ways.forEach(shop::ask);
      Finished finished = shop.stop();

      assertThat(Ledger.read(ledger).columns("rating")).hasSize(ways.size()).containsOnly("rated");
      new Received(collector, ledger).parentsOf(ways.size());
      assertThat(finished.stderr())
          .contains("costspan receipt")
          .containsPattern("total +" + ways.size() + " ");
      assertThat(finished.stderrLines()).noneMatch(line -> line.startsWith("[costspan]"));
    }
  }

  private WebApplication start(BootCase boot) {
    String openAi = standIn.url() + "/openai/v1";
    return new WebApplication(
        ChildJvm.on(boot.jdk())
            .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .agent("endpoints=" + openAi + "=openai,ledger=" + ledger)
            .startBare(
                "-jar",
                Build.fatJar(boot.module()).toString(),
                "--ai.url=" + openAi,
                "--collector=" + collector.url()));
  }
}
