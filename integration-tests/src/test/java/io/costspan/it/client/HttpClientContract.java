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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every client promises; see the package's description. */
@Tag("transparency")
@Tag("versions")
@TestInstance(Lifecycle.PER_CLASS)
@ParameterizedClass(allowZeroInvocations = true)
@ArgumentsSource(Subjects.class)
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
          "broken-body",
          "reset-early",
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
          entry("continue", List.of("rated - 0.000021")),
          entry("thread", List.of("rated - 0.000021")),
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
          entry("shown-redirect", List.of("rated - 0.000021")),
          entry("shown-http2", List.of("rated - 0.000021")),
          entry("shown-future", List.of("unrated aborted -")),
          entry("resent", Collections.nCopies(3, "rated - 0.000021")),
          entry("publisher-fails", List.of("free not_sent 0")),
          entry("publisher-throws", List.of("free not_sent 0")),
          entry("publisher-short", List.of("unrated no_response -")),
          entry("expect-continue", List.of("rated - 0.000021")),
          entry("own-executor", Collections.nCopies(4, "rated - 0.000021")),
          entry("nested", List.of("rated - 0.000021")),
          entry("web-socket", List.of()),
          entry("own-body", List.of("rated - 0.000021")),
          entry("consume", List.of("rated - 0.000021")),
          entry("future", List.of("unrated aborted -")),
          entry("minimal", List.of("rated - 0.000021")),
          entry("h2-only", List.of("rated - 0.000021")),
          entry("h2-minimal", List.of("rated - 0.000021")),
          entry("abort", List.of("unrated aborted -")),
          entry("old-client", Collections.nCopies(3, "rated - 0.000021")),
          entry("cache", List.of("rated - 0.005", "free cache_hit 0")),
          entry("revalidate", List.of("rated - 0.005", "free cache_hit 0")),
          entry("unavailable", List.of("rated - 0.000021")),
          entry("brotli", List.of("rated - 0.000021")),
          entry("zstd", List.of("rated - 0.000021")),
          entry("lz4", List.of("rated - 0.000021")),
          entry("aggregate", List.of("rated - 0.000021")),
          entry("body", List.of("rated - 0.000021")),
          entry("web-client", List.of("rated - 0.000021")),
          entry("pieces", List.of("rated - 0.000021")),
          entry("compress", List.of("rated - 0.000021")),
          entry("broken-body", List.of("free not_sent 0")),
          entry("sources", List.of("rated - 0.000021")),
          entry("two-listeners", List.of("rated - 0.000021")),
          entry("moved-on", List.of("free failed 0")),
          entry("fixed", List.of("rated - 0.000021")),
          entry("unpack", List.of("rated - 0.000021")),
          entry("mark", List.of("rated - 0.000021")),
          entry("secure", List.of("rated - 0.000021")),
          entry("half-written", List.of("free not_sent 0")),
          entry("unrepeatable", List.of("free failed 0")),
          entry("reuse", Collections.nCopies(5, "rated - 0.000021")),
          entry("cancel-sending", List.of("free not_sent 0")),
          entry("duplex", List.of("rated - 0.000021")),
          entry("demand", List.of("rated - 0.000021")),
          entry("virtual-threads", Collections.nCopies(32, "rated - 0.000021")),
          entry("connect-timeout", List.of("free not_sent 0")),
          entry("body-timeout", List.of("unrated aborted -")),
          entry("call-timeout", List.of("unrated no_response -")));

  private final Library library;

  @Parameter(0)
  private Jdk jdk;

  /** Null for the one that the build names. */
  @Parameter(1)
  private ClientVersion version;

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
      plain = run(child(), servers);
      ChildJvm withAgent =
          BlockedCases.limitModelsToo(child(), file.getParent())
              .property("costspan.endpoints", servers.endpoints())
              .property("costspan.telemetry", "none")
              .property("costspan.ledger", file)
              .property("costspan.receipt", "false")
              .property(ContractProgram.BLOCKED, true)
              // What was seen of a call counts here, not what can be guessed of it.
              .property("costspan.estimate", "false")
              .agent();
      watched = run(withAgent, servers);
      ratings = byCase(Ledger.read(file), servers.begun());
    }
  }

  Library library() {
    return library;
  }

  /** The run with the agent. */
  Run watched() {
    return watched;
  }

  /** Whether the version under test is older than that one. */
  boolean isBefore(String other) {
    return version != null && version.isBefore(other);
  }

  private Run run(ChildJvm child, Servers servers) {
    return version == null
        ? Run.of(child, library, servers)
        : Run.ofItsJars(child, library, servers);
  }

  private ChildJvm child() {
    ChildJvm child = TestTls.trust(ChildJvm.on(jdk));
    if (version != null) {
      child.classPath(version.classPath()).property(ContractProgram.LEFT_OUT, leftOut());
    }
    return child.classPath(
        Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  /** What differs for a client each of whose requests is a call of its own, by case. */
  Map<String, List<String>> ratingsOfHops() {
    return Map.of();
  }

  Set<String> cases() {
    return plain.application().keySet();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void call_withoutAgent_goesAsTheCaseSays(String name) {
    assertThat(plain.application().get(name)).contains(breaks(name) ? "threw " : "ended well");
  }

  /**
   * A case in which the version under test comes to no end, or to another one each time, with and
   * without the agent.
   */
  String leftOut() {
    return "";
  }

  /** The cases that the version under test cannot do, with and without the agent. */
  Set<String> unable() {
    return Set.of();
  }

  private boolean breaks(String name) {
    return unable().contains(name)
        || BREAKING.contains(name) && (!name.equals("cut") || library.breaksOff(jdk));
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
        .filteredOn(line -> !line.contains("budget"))
        .isEqualTo(plain.errors());
  }

  @Test
  void blockedCall_failsWithTheMessageInAnIoException() {
    List<String> told = watched.application().get(BlockedCases.BLOCKED).lines().toList();
    assertThat(told.subList(0, BlockedCases.CALLS))
        .allMatch(line -> line.contains("java.io.IOException: "))
        .allMatch(line -> line.contains(" budget mistral ") || library == Library.JETTY)
        .allMatch(line -> !line.contains(" at io.costspan."));
    assertThat(told).doesNotContain("was not blocked");
  }

  @Test
  void blockedCall_inOtherWays_failsInTheSameWay() {
    watched
        .application()
        .forEach(
            (name, told) -> {
              if (name.startsWith("blocked-") && !plain.application().containsKey(name)) {
                assertThat(told)
                    .doesNotContain("got a response", "told of a request")
                    .endsWith("ended well\n");
              }
            });
  }

  @Test
  void blockedCall_isNotSent() {
    assertThat(watched.application().get(BlockedCases.FIRST)).doesNotContain("was never blocked");
    assertThat(watched.server().get(BlockedCases.FIRST)).isNotEmpty();
    assertThat(watched.server()).doesNotContainKey(BlockedCases.BLOCKED);
  }

  @Test
  void blockedCall_leavesTheClientAsItWas() {
    assertThat(watched.application().get(BlockedCases.AFTERWARDS)).endsWith("ended well\n");
    assertThat(watched.server().get(BlockedCases.AFTERWARDS)).hasSize(Cases.CONCURRENT_CALLS);
  }

  @Test
  void ledger_eachBlockedCall_isBlockedAndCostsNothing() {
    assertThat(ratings.get(BlockedCases.BLOCKED))
        .isEqualTo(Collections.nCopies(BlockedCases.CALLS, "blocked budget 0"));
  }

  @Test
  void blockedModel_inTheUrl_isNotSent() {
    assertThat(watched.application().get(BlockedModelCases.SPEND))
        .doesNotContain("was never blocked");
    assertThat(told(BlockedModelCases.IN_URL))
        .hasSize(BlockedModelCases.CALLS)
        .allMatch(this::saysThatTheModelIsSpent);
    assertThat(watched.server()).doesNotContainKey(BlockedModelCases.IN_URL);
    assertThat(ratings.get(BlockedModelCases.IN_URL))
        .isEqualTo(Collections.nCopies(BlockedModelCases.CALLS, "blocked budget 0"));
  }

  /** A client that does not hold the body yet lets it go, and the agent says so. */
  @Test
  void blockedModel_inTheBody_isNotSentIfTheBodyIsHeld() {
    if (library.holdsBodies()) {
      assertThat(told(BlockedModelCases.IN_BODY))
          .hasSize(BlockedModelCases.CALLS)
          .allMatch(this::saysThatTheModelIsSpent);
      assertThat(watched.server()).doesNotContainKey(BlockedModelCases.IN_BODY);
      assertThat(ratings.get(BlockedModelCases.IN_BODY))
          .isEqualTo(Collections.nCopies(BlockedModelCases.CALLS, "blocked budget 0"));
    } else {
      assertThat(told(BlockedModelCases.IN_BODY)).containsOnly("was not blocked");
      assertThat(watched.server().get(BlockedModelCases.IN_BODY)).hasSize(BlockedModelCases.CALLS);
    }
  }

  /** And whoever calls next finds the connection as it was. */
  @Test
  void blockedModel_overHttp2_isNotSentIfTheBodyIsHeld() {
    if (watched.application().containsKey(BlockedModelCases.HTTP2)
        && library.holdsBodiesOverHttp2()) {
      assertThat(told(BlockedModelCases.HTTP2))
          .hasSize(BlockedModelCases.HTTP2_CALLS)
          .allMatch(this::saysThatTheModelIsSpent);
      assertThat(watched.server()).doesNotContainKey(BlockedModelCases.HTTP2);
      assertThat(watched.application().get(BlockedModelCases.HTTP2_OTHERS))
          .endsWith("ended well\n");
    }
  }

  @Test
  void blockedModel_inABodyThatIsStreamed_isNotSentIfItsBeginIsSeenAndElseSaid() {
    boolean held = library.showsWhatStreams();

    assertThat(told(BlockedModelCases.STREAMED).contains("was not blocked")).isEqualTo(!held);
    assertThat(watched.errors())
        .filteredOn(line -> line.contains("budget model: some calls cannot be blocked"))
        .hasSize(held && library.holdsBodiesOverHttp2() ? 0 : 1);
  }

  @Test
  void otherModel_thanTheOneThatIsBlocked_isSent() {
    assertThat(watched.application().get(BlockedModelCases.OTHERS)).endsWith("ended well\n");
    assertThat(watched.server().get(BlockedModelCases.OTHERS)).hasSize(2);
  }

  private List<String> told(String name) {
    return watched
        .application()
        .get(name)
        .lines()
        .filter(line -> !line.equals("ended well"))
        .toList();
  }

  private boolean saysThatTheModelIsSpent(String line) {
    return line.contains("java.io.IOException: ")
        && !line.contains(" at io.costspan.")
        && (line.contains(" budget model (model=costly) ") || library == Library.JETTY);
  }

  @Test
  void page_thatNamesThisClient_tellsHowManyCases() {
    Map<Integer, Integer> figures = new TransparencyPage().figures().get(library.client());
    if (version == null && figures != null && figures.containsKey(jdk.feature())) {
      assertThat(figures).containsEntry(jdk.feature(), cases().size());
    }
  }

  @Test
  @Tag("long")
  void page_explainsEveryCase() {
    assertThat(new TransparencyPage().cases()).containsAll(cases());
  }

  @Test
  void ledger_everyCall_isRatedOrSaysWhyNot() {
    Map<String, List<String>> expected = expected(RATINGS);
    ratingsByChance()
        .forEach(
            (name, other) -> expected.computeIfPresent(name, (n, usual) -> seen(n, usual, other)));
    assertThat(ratings).containsAllEntriesOf(expected);
  }

  private List<String> seen(String name, List<String> usual, List<String> other) {
    return other.equals(ratings.get(name)) ? other : usual;
  }

  /** What else a case may be rated, if that is chance. */
  Map<String, List<String>> ratingsByChance() {
    return Map.of();
  }

  @Test
  void ledger_callsClosedEarly_areRatedIfTheClientReadsTheRest() {
    assertThat(ratings.get("early-close")).isIn(closedEarly(library.readsTheRestOfAStream()));
    assertThat(ratings.get("unread-close")).isIn(closedEarly(library.readsTheRestOfAReply()));
  }

  private List<List<String>> closedEarly(boolean readsTheRest) {
    List<String> rated = List.of("rated - 0.000021");
    List<String> aborted = List.of("unrated aborted -");
    return library.mayHaveReadTheRest()
        ? List.of(rated, aborted)
        : List.of(readsTheRest ? rated : aborted);
  }

  @Test
  void ledger_callsThatOnlyThisClientMakes_areRated() {
    Map<String, List<String>> own = expected(OWN_RATINGS);
    own.keySet().retainAll(cases());
    assertThat(ratings).containsAllEntriesOf(own);
  }

  private Map<String, List<String>> expected(Map<String, List<String>> ofAll) {
    Map<String, List<String>> expected = new TreeMap<>(ofAll);
    expected.putAll(ratingsOfHops());
    expected.keySet().removeAll(unable());
    expected.remove(leftOut());
    return expected;
  }

  @Test
  void ledger_callsOverHttp2_areRated() {
    if (cases().contains("h2-json") && !unable().contains("h2-json")) {
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
