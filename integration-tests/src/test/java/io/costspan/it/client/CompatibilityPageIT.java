package io.costspan.it.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/compatibility.md} names the versions that are tested. */
@Tag("versions")
class CompatibilityPageIT {
  static List<String> clients() {
    return ClientVersion.clients();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void page_namesTestedVersions(String client) throws IOException {
    String versions =
        ClientVersion.of(client).stream().map(ClientVersion::name).collect(joining(", "));

    assertThat(Files.readString(Build.existing("docs/compatibility.md")))
        .contains("| `" + client + "` | " + versions + " |");
  }
}
