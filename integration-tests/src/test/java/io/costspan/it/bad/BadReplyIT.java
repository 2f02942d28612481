package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an endpoint sends: the application gets it as sent, in a heap of 64 MB. */
@Tag("bad-day")
class BadReplyIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Whatever a reply contains, the application receives it exactly as it was sent.")
  void badReply_anyClient_appUntouchedAndSignalSaysWhatHappened(Jdk jdk, @TempDir Path folder) {
    Path file = folder.resolve("ledger.jsonl");
    try (BadEndpoint endpoint = new BadEndpoint()) {
      Finished without = child(jdk).run(BadInputApp.class.getName(), endpoint.url());
      Finished with =
          child(jdk)
              .agent("receipt=false,estimate=false,ledger=" + file)
              .property("costspan.endpoints", BadCase.endpoints(endpoint.url()))
              .run(BadInputApp.class.getName(), endpoint.url());

      assertThat(with.differenceFrom(without)).isEmpty();
      assertThat(with.stderr()).isEmpty();
      assertThat(Ledger.read(file).columns("rating", "reason", "amount")).isEqualTo(expected());
    }
  }

  private static ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk)
        .jvm("-Xmx64m")
        .classPath(
            Build.testClasses(),
            Build.sdkClassPath(),
            Build.clientClassPath("okhttp4"),
            Build.clientClassPath("apache5"));
  }

  private static List<String> expected() {
    return BadInputApp.CLIENTS.keySet().stream()
        .flatMap(client -> Stream.of(BadCase.values()).map(BadCase::ledger))
        .toList();
  }
}
