package io.costspan.it.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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

  /** Rating, reason and amount of each call of a case. */
  private static final Map<String, List<String>> RATINGS =
      Map.ofEntries(
          entry("json", List.of("rated - 0.000021")),
          entry("gzip", List.of("rated - 0.000021")),
          entry("deflate", List.of("rated - 0.000021")),
          entry("chunked", List.of("rated - 0.000021")),
          entry("empty", List.of("unrated no_usage -")),
          entry("server-error", List.of("free failed 0")),
          entry("too-many", List.of("free failed 0")),
          entry("redirect", List.of("rated - 0.000021")),
          entry("login", List.of("rated - 0.000021")),
          entry("no-content", List.of("unrated no_usage -")),
          entry("image", List.of("rated - 0.16665")),
          entry("events", List.of("rated - 0.000021")),
          entry("cancel", List.of("unrated aborted -")),
          entry("cancel-early", List.of("unrated no_response -")),
          entry("reset", List.of("unrated aborted -")),
          entry("cut", List.of("unrated aborted -")),
          entry("head", List.of("free not_billable 0")),
          entry("one-shot", List.of("rated - 0.000021")),
          entry("multipart", List.of("rated - 0.16665")),
          entry("read-timeout", List.of("unrated no_response -")),
          entry("connect-refused", List.of("free not_sent 0")),
          entry("stranger", List.of()),
          entry("concurrency", Collections.nCopies(32, "rated - 0.000021")));

  /** Of the clients that speak HTTP/2. */
  private static final Map<String, List<String>> HTTP2_RATINGS =
      Map.of(
          "h2-json", List.of("rated - 0.000021"),
          "h2-events", List.of("rated - 0.000021"),
          "h2-image", List.of("rated - 0.16665"),
          "h2-concurrency", Collections.nCopies(32, "rated - 0.000021"));

  /** Of the cases that only some clients have. */
  private static final Map<String, List<String>> OWN_RATINGS =
      Map.ofEntries(
          entry("shown", List.of("rated - 0.000021")),
          entry("own-body", List.of("rated - 0.000021")),
          entry("consume", List.of("rated - 0.000021")),
          entry("abort", List.of("unrated aborted -")),
          entry("old-client", Collections.nCopies(3, "rated - 0.000021")),
          entry("cache", List.of("rated - 0.005", "free cache_hit 0")),
          entry("revalidate", List.of("rated - 0.005", "free cache_hit 0")),
          entry("unavailable", List.of("rated - 0.000021")),
          entry("brotli", List.of("rated - 0.000021")),
          entry("zstd", List.of("rated - 0.000021")),
          entry("lz4", List.of("rated - 0.000021")));

  private final Library library;
  @Parameter private Jdk jdk;
  private Run plain;
  private Run watched;
  private Map<String, List<String>> ratings;

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
      ratings = byCase(Ledger.read(file), servers.begun());
    }
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

  /** But for the hint that the server which the agent does not know speaks a known API. */
  @Test
  void errorOutput_withAgent_gainsNoLine() {
    assertThat(watched.errors())
        .filteredOn(line -> !line.contains(" speaks openai and is not known"))
        .isEqualTo(plain.errors());
  }

  @Test
  void ledger_everyCall_isRatedOrSaysWhyNot() {
    assertThat(ratings).containsAllEntriesOf(RATINGS);
  }

  @Test
  void ledger_callsClosedEarly_areRatedIfTheClientReadsTheRest() {
    assertThat(ratings)
        .containsEntry("early-close", closedEarly(library.readsTheRestOfAStream()))
        .containsEntry("unread-close", closedEarly(library.readsTheRestOfAReply()));
  }

  private static List<String> closedEarly(boolean readsTheRest) {
    return List.of(readsTheRest ? "rated - 0.000021" : "unrated aborted -");
  }

  @Test
  void ledger_callsThatOnlyThisClientMakes_areRated() {
    Map<String, List<String>> own = new TreeMap<>(OWN_RATINGS);
    own.keySet().retainAll(cases());
    assertThat(ratings).containsAllEntriesOf(own);
  }

  @Test
  void ledger_callsOverHttp2_areRated() {
    if (cases().contains("h2-json")) {
      assertThat(ratings).containsAllEntriesOf(HTTP2_RATINGS);
    }
  }

  /** The calls of a case are those that began after it did and before the next one. */
  private static Map<String, List<String>> byCase(
      Ledger ledger, NavigableMap<Instant, String> begun) {
    Map<String, List<String>> ratings = new TreeMap<>();
    begun.values().forEach(name -> ratings.put(name, new ArrayList<>()));
    for (String line : ledger.columns("time", "rating", "reason", "amount")) {
      String[] timeAndRating = line.split(" ", 2);
      String name = begun.floorEntry(Instant.parse(timeAndRating[0])).getValue();
      ratings.get(name).add(timeAndRating[1]);
    }
    return ratings;
  }
}
