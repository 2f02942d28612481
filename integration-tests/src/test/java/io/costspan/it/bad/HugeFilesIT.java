package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OneCallApp;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that would fill the heap are refused with a line; the application does not notice. */
@Tag("bad-day")
class HugeFilesIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void prices_of40Megabytes_areRefused(Jdk jdk) throws IOException {
    Path prices = folder.resolve("prices.json");
    try (BufferedWriter out = Files.newBufferedWriter(prices)) {
      out.write("{\"cards\": [\n");
      for (int i = 0; i < 400_000; i++) {
        out.write("{\"id\": \"a/" + i + "\", \"provider\": \"a\", \"model\": \"m" + i + "\",");
        out.write(" \"price\": [{\"meter\": \"requests\", \"rate\": \"1\"}]},\n");
      }
      out.write("]}");
    }

    assertThatItIsRefused(jdk, "prices=" + prices, prices);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void prices_withoutEnd_areRefused(Jdk jdk) {
    assertThatItIsRefused(jdk, "prices=/dev/zero", Path.of("/dev/zero"));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void options_withoutEnd_areRefused(Jdk jdk) {
    assertThatItIsRefused(jdk, "config=/dev/zero", Path.of("/dev/zero"));
  }

  private void assertThatItIsRefused(Jdk jdk, String arguments, Path file) {
    Path ledger = folder.resolve("ledger.jsonl");
    Finished finished =
        ChildJvm.on(jdk)
            .jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
            .classPath(Build.testClasses())
            .agent(arguments + ",endpoints=" + openAi() + "=openai,ledger=" + ledger)
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(Ledger.read(ledger).columns("rating", "amount")).isEqualTo(List.of("rated 0.00472"));
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.contains("[costspan]"))
        .singleElement()
        .asString()
        .contains(file.toString(), "more than");
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
