package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every client promises; see the package's description. */
@TestInstance(Lifecycle.PER_CLASS)
@ParameterizedClass
@MethodSource("io.costspan.it.Jdk#all")
abstract class HttpClientContract {
  /** Ledger line of the cases early-close, unread-close, cancel, reset and cut. */
  private static final String ABORTED = "unrated aborted -";

  private static final Set<String> BREAKING =
      Set.of(
          "cancel",
          "cancel-early",
          "reset",
          "cut",
          "read-timeout",
          "connect-refused",
          "h2-reset",
          "clone",
          "handler-throws");

  private final Library library;
  @Parameter private Jdk jdk;
  private Run plain;
  private Run watched;
  private Ledger ledger;

  HttpClientContract(Library library) {
    this.library = library;
  }

  @BeforeParameterizedClassInvocation
  void runWithAndWithoutAgent() throws IOException {
    Path file = Scratch.folder("contract").resolve("ledger.jsonl");
    try (Servers servers = new Servers()) {
      plain = Run.of(child(), library, servers);
      ChildJvm withAgent =
          child()
              .property("costspan.endpoints", servers.endpoints())
              .property("costspan.telemetry", "none")
              .property("costspan.ledger", file)
              .property("costspan.receipt", "false")
              // What was seen of a call counts here, not what can be guessed of it.
              .property("costspan.estimate", "false")
              .agent();
      watched = Run.of(withAgent, library, servers);
    }
    ledger = Ledger.read(file);
  }

  private ChildJvm child() {
    return TestTls.trust(ChildJvm.on(jdk))
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  Set<String> cases() {
    return plain.application().keySet();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void call_withoutAgent_goesAsTheCaseSays(String name) {
    assertThat(plain.application().get(name))
        .contains(BREAKING.contains(name) ? "threw " : "ended well");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void application_withAgent_seesTheSame(String name) {
    assertThat(watched.application().get(name)).isEqualTo(plain.application().get(name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void server_withAgent_seesTheSame(String name) {
    assertThat(watched.server().get(name)).isEqualTo(plain.server().get(name));
  }

  @Test
  void events_withAgent_arriveBeforeTheNextIsSent() {
    assertThat(watched.server().get("events")).hasSize(1);
  }

  @Test
  void errorOutput_withAgent_gainsNoLine() {
    assertThat(watched.errors()).isEqualTo(plain.errors());
  }

  /** Aborted calls are counted apart: when they end, beside the next call, is chance. */
  @Test
  void ledger_everyCall_isRatedOrSaysWhyNot() {
    List<String> lines =
        ledger.columns("responseId", "rating", "reason", "amount").stream()
            .filter(line -> !line.startsWith("concurrency "))
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .toList();

    assertThat(lines.stream().limit(23).filter(ABORTED::equals)).hasSize(5);
    List<String> rated = lines.stream().filter(line -> !line.equals(ABORTED)).limit(18).toList();
    assertThat(rated)
        .containsExactly(
            "rated - 0.000021", // json
            "rated - 0.000021", // gzip
            "rated - 0.000021", // deflate
            "rated - 0.000021", // chunked
            "unrated no_usage -", // empty
            "free failed 0", // server-error
            "free failed 0", // too-many
            "rated - 0.000021", // redirect
            "rated - 0.000021", // login
            "unrated no_usage -", // no-content
            "rated - 0.16665", // image
            "rated - 0.000021", // events
            "free no_response 0", // cancel-early
            "free not_billable 0", // head
            "rated - 0.000021", // one-shot
            "rated - 0.16665", // multipart
            "free no_response 0", // read-timeout
            "free no_response 0"); // connect-refused
  }

  @Test
  void ledger_concurrentCalls_areAllRated() {
    assertThat(ledger.columns("responseId", "rating"))
        .filteredOn("concurrency rated"::equals)
        .hasSize(plain.application().containsKey("h2-concurrency") ? 64 : 32);
  }
}
