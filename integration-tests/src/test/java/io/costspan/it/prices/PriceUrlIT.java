package io.costspan.it.prices;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OneCallApp;
import io.costspan.it.PrivateCa;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prices that are published at a URL, as docs/price-files.md promises. */
class PriceUrlIT {
  private static final String SECRET = "canary-who-killed-the-gardener";
  private static final String LIST_PRICE = "rated openai/gpt-4o 0.00472";
  private static final String OFTEN = ",prices.reload=100ms";
  private static final long HANGS_MILLIS = 600_000;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @AutoClose private final PriceServer prices = new PriceServer();
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void https_certificateOfAPrivateCa_pricesTheCall(Jdk jdk) throws Exception {
    prices.publish("7");

    askOnceKnown(
        prices, child(jdk, prices.url() + ",prices.certificate=" + PrivateCa.pem() + OFTEN));

    assertContract("7");
  }

  @Test
  void https_caInTheTrustStoreOfTheJdk_pricesTheCall() throws Exception {
    prices.publish("7");

    askOnceKnown(prices, PrivateCa.trust(child(prices.url() + OFTEN)));

    assertContract("7");
  }

  @Test
  void https_unknownCa_isNoAnswer() {
    prices.publish("7");

    Finished finished = ask(child(prices.url()));

    assertEstimated();
    assertThat(warnings(finished))
        .singleElement()
        .asString()
        .contains("price URL " + prices.url() + " does not answer")
        .containsAnyOf("SSLHandshakeException", "no answer yet");
    assertThat(prices.requests()).isZero();
  }

  @Test
  void https_applicationTrustsAnybody_pricesDoNot() {
    prices.publish("7");
    String elsewhere = prices.url().replace("localhost", "127.0.0.1");
    for (String url : List.of(prices.url(), elsewhere + ",prices.certificate=" + PrivateCa.pem())) {
      try (RunningJvm child = child(url).start(AskingApp.class.getName(), openAi(), "lax")) {
        child.awaitStderr("flagged as estimated");
        child.type("end");
        child.await();
      }
    }

    assertThat(columns("priceId", "estimated"))
        .containsExactly("openai/gpt-4o true", "openai/gpt-4o true");
    assertThat(prices.requests()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void https_applicationSetsItsTrustStoreLater_itIsInForce(Jdk jdk) throws Exception {
    prices.publish("7");
    String url = prices.url() + ",prices.certificate=" + PrivateCa.pem() + OFTEN;
    try (RunningJvm child =
        child(jdk, url)
            .start(
                LateTrustApp.class.getName(),
                openAi(),
                PrivateCa.trustStore(),
                PrivateCa.PASSWORD,
                prices.url())) {
      prices.awaitKnowing("7");
      child.type("now");
      child.awaitStdout("trusted: 200");
      child.await();
    }
  }

  @Test
  void certificate_isNoCertificate_isNoAnswer() throws IOException {
    prices.publish("7");
    Path file = Files.writeString(folder.resolve("ca.pem"), "nonsense");

    Finished finished = ask(PrivateCa.trust(child(prices.url() + ",prices.certificate=" + file)));

    assertEstimated();
    assertThat(warnings(finished))
        .singleElement()
        .asString()
        .contains("prices.certificate: " + file);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void server_neverAnswers_callsAreEstimatedByTheBundledPricesWithOneWarning(Jdk jdk) {
    prices.answer(ok().withFixedDelay((int) HANGS_MILLIS));
    try (RunningJvm child =
        child(jdk, prices.plainUrl()).start(AskingApp.class.getName(), openAi())) {
      child.awaitStdout("asked 1: 200");
      child.awaitStderr("flagged as estimated");
      child.type("again");
      child.awaitStdout("asked 2: 200");
      child.type("end");
      Finished finished = child.await();

      assertThat(warnings(finished))
          .singleElement()
          .asString()
          .contains("price URL " + prices.plainUrl() + " does not answer");
      assertThat(finished.stderr()).contains("1 price URL was without answer");
      assertThat(calls())
          .containsExactly(LIST_PRICE + " true 2026-11-20", LIST_PRICE + " true 2026-11-20");
    }
  }

  @Test
  void server_isDownWhenTheJvmEnds_theLastCallIsEstimatedToo() {
    prices.close();

    Finished finished = ask(child(prices.plainUrl()));

    assertEstimated();
    assertThat(warnings(finished)).singleElement().asString().contains("ConnectException");
  }

  @Test
  void server_answersLate_theCallThatWaitedHasTheContractPrice() throws Exception {
    prices.answer(aResponse().withStatus(503));
    try (RunningJvm child = child(prices.plainUrl()).start(AskingApp.class.getName(), openAi())) {
      child.awaitStdout("asked 1: 200");
      prices.publish("7");
      awaitCall();
      child.type("end");
      child.await();
      assertContract("7");
    }
  }

  @Test
  void server_answersAfterTheWait_laterCallsHaveTheContractPrice() throws Exception {
    prices.answer(aResponse().withStatus(503));
    try (RunningJvm child =
        child(prices.plainUrl() + OFTEN).start(AskingApp.class.getName(), openAi())) {
      child.awaitStderr("flagged as estimated");
      prices.publish("7");
      prices.awaitKnowing("7");
      child.type("again");
      child.awaitStdout("asked 2: 200");
      child.type("end");
      child.await();
      assertThat(columns("priceId")).containsExactly("openai/gpt-4o", "contract/7");
    }
  }

  @Test
  void content_changesThenBreaks_theLastGoodPricesStayWithOneWarningEach() throws Exception {
    prices.publish("1");
    try (RunningJvm child =
        child(prices.plainUrl() + OFTEN).start(AskingApp.class.getName(), openAi())) {
      prices.awaitKnowing("1");
      prices.publish("2");
      prices.awaitKnowing("2");
      for (String broken : List.of("{\"cards\": [", "<html>log in</html>", provider())) {
        prices.publish(broken, "broken" + broken.length());
        prices.awaitKnowing("broken" + broken.length());
      }
      child.type("again");
      child.awaitStdout("asked 2: 200");
      child.type("end");
      Finished finished = child.await();

      assertThat(columns("priceId")).endsWith("contract/2");
      assertThat(warnings(finished))
          .hasSize(3)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "price file refused, its last good prices stay in force: "
                              + prices.plainUrl()))
          .last()
          .asString()
          .contains("a URL can only name a price file");
      assertThat(finished.stderr()).contains("3 price files were refused");
    }
  }

  @Test
  void content_isUnchanged_isNotSentAgain() throws Exception {
    prices.publish("1");
    try (RunningJvm child =
        child(prices.plainUrl() + ",prices.reload=50ms")
            .start(AskingApp.class.getName(), openAi())) {
      while (prices.requestsKnowing("1") < 3) {
        Thread.sleep(10);
      }
      child.type("end");
      child.await();
    }
    assertThat(prices.requests() - prices.requestsKnowing("1")).isEqualTo(1);
  }

  @Test
  void content_isTooLarge_isRefused() {
    prices.answer(ok(PriceServer.contract("7") + " ".repeat(3 << 20)));

    Finished finished = ask(child(prices.plainUrl()).jvm("-Xmx256m"));

    assertEstimated();
    assertThat(warnings(finished))
        .singleElement()
        .asString()
        .contains("price file refused", "flagged as estimated", "more than 2 MiB");
  }

  @Test
  void cache_hasTheLastGoodCopyForTheNextStart() throws Exception {
    Path cache = folder.resolve("cache");
    prices.publish("7");
    try (RunningJvm child = cached(cache).start(AskingApp.class.getName(), openAi())) {
      awaitFiles(cache);
      prices.publish("{}", "broken");
      prices.awaitKnowing("broken");
      child.type("end");
      child.await();
    }
    Files.delete(ledger());
    prices.close();

    try (RunningJvm child = cached(cache).start(AskingApp.class.getName(), openAi())) {
      child.awaitStderr("does not answer");
      child.type("end");
      assertThat(warnings(child.await()))
          .singleElement()
          .asString()
          .contains("does not answer", "its last prices stay in force");
    }
    assertContract("7");
  }

  @Test
  void cache_firstAnswerOfTheNextStartIsBad_theCopyStaysInForce() throws Exception {
    Path cache = filledCache();
    prices.publish("{}", "broken");
    try (RunningJvm child = cached(cache).start(AskingApp.class.getName(), openAi())) {
      prices.awaitKnowing("broken");
      child.type("again");
      child.awaitStdout("asked 2: 200");
      child.type("end");
      assertThat(warnings(child.await()))
          .singleElement()
          .asString()
          .contains("its last good prices stay in force");
    }
    assertThat(columns("priceId")).last().isEqualTo("contract/7");
  }

  @Test
  void cache_knowsTheETagOfItsCopy() throws Exception {
    Path cache = filledCache();
    prices.server().resetRequests();
    try (RunningJvm child = cached(cache).start(AskingApp.class.getName(), openAi())) {
      prices.awaitKnowing("7");
      child.type("end");
      child.await();
    }
    assertThat(prices.requests()).isEqualTo(prices.requestsKnowing("7"));
    assertThat(columns("priceId")).last().isEqualTo("contract/7");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName("security: Warnings never contain the token or the query string of a price URL.")
  void token_ofAFile_goesToItsHostOnlyAndIsNeverShown(Jdk jdk) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), SECRET + "\n");
    try (PriceServer other = new PriceServer()) {
      other.publish("7");
      prices
          .server()
          .stubFor(any(urlPathEqualTo("/ai.json")).willReturn(temporaryRedirect(other.url())));

      Finished finished =
          askOnceKnown(
              other,
              child(
                  jdk,
                  prices.url()
                      + "?sig="
                      + SECRET
                      + ",prices.token=@"
                      + token
                      + ",log=debug,prices.certificate="
                      + PrivateCa.pem()
                      + OFTEN));

      assertContract("7");
      assertThat(
              prices.count(
                  anyRequestedFor(urlEqualTo("/ai.json?sig=" + SECRET))
                      .withHeader("Authorization", equalTo("Bearer " + SECRET))))
          .isPositive();
      assertThat(other.count(anyRequestedFor(anyUrl()).withHeader("Authorization", absent())))
          .isEqualTo(other.requests())
          .isPositive();
      assertThat(finished.stderr()).doesNotContain(SECRET);
      assertThat(Files.readString(ledger())).doesNotContain(SECRET);
    }
  }

  @Test
  void token_isRefused_saysSoWithoutShowingIt() {
    prices.answer(aResponse().withStatus(401).withBody(SECRET));

    Finished finished =
        ask(child(prices.plainUrl() + "?k=" + SECRET + ",log=debug,prices.token=" + SECRET));

    assertEstimated();
    assertThat(warnings(finished))
        .singleElement()
        .asString()
        .contains(prices.plainUrl() + " does not answer (HTTP status 401)");
    assertThat(finished.stderr()).doesNotContain(SECRET);
  }

  @Test
  void proxy_ofTheJdk_isUsedAndGetsNoToken() throws Exception {
    prices.publish("7");
    try (ConnectProxy proxy = new ConnectProxy(prices.server().httpsPort())) {
      askOnceKnown(
          prices,
          child(
                  "https://"
                      + PrivateCa.HOST
                      + "/ai.json,prices.token="
                      + SECRET
                      + ",prices.certificate="
                      + PrivateCa.pem()
                      + OFTEN)
              .property("https.proxyHost", "localhost")
              .property("https.proxyPort", proxy.port()));

      assertContract("7");
      assertThat(proxy.heads())
          .isNotEmpty()
          .allSatisfy(
              head ->
                  assertThat(head)
                      .startsWith("CONNECT " + PrivateCa.HOST + ":443")
                      .doesNotContain(SECRET));
      assertThat(
              prices.count(
                  anyRequestedFor(anyUrl())
                      .withHeader("Authorization", equalTo("Bearer " + SECRET))))
          .isPositive();
    }
  }

  @Test
  void fetch_ofAWatchedHost_isNotRatedItself() {
    prices.answer(ok(PriceServer.contract("7")));

    ask(child(prices.plainUrl()).property("costspan.endpoints", endpoints(prices.plainUrl())));

    assertThat(prices.requests()).isPositive();
    assertThat(columns("priceId")).containsExactly("contract/7");
  }

  @Test
  void agent_isOff_fetchesNothing() {
    prices.publish("7");

    ask(child(prices.plainUrl() + ",enabled=false"));

    assertThat(prices.requests()).isZero();
  }

  @Test
  void plainHttp_ofAnotherMachine_isNotFetched() {
    Finished finished = ask(child("http://" + PrivateCa.HOST + "/ai.json?k=" + SECRET));

    assertThat(warnings(finished))
        .singleElement()
        .asString()
        .contains("http://" + PrivateCa.HOST + "/ai.json", "begins with https://")
        .doesNotContain(SECRET);
  }

  @Test
  void urlsAndPaths_takePrecedenceInTheirOrder() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), PriceServer.contract("1"));
    prices.publish("7");

    ask(child(prices.plainUrl() + "," + file));
    ask(child(file + "," + prices.plainUrl()));

    assertThat(columns("priceId")).containsExactly("contract/7", "contract/1");
  }

  /** A cache in which an earlier start has left the prices 7. */
  private Path filledCache() throws Exception {
    Path cache = folder.resolve("cache");
    prices.publish("7");
    try (RunningJvm child = cached(cache).start(AskingApp.class.getName(), openAi())) {
      awaitFiles(cache);
      child.type("end");
      child.await();
    }
    return cache;
  }

  private static String provider() {
    return "{\"provider\": \"there\", \"like\": \"openai\", \"hosts\": [\"there.example\"]}";
  }

  /** Asks again once the JVM has told the server that it knows the price. */
  private static Finished askOnceKnown(PriceServer server, ChildJvm child) throws Exception {
    try (RunningJvm running = child.start(AskingApp.class.getName(), openAi())) {
      server.awaitKnowing("7");
      running.type("again");
      running.awaitStdout("asked 2: 200");
      running.type("end");
      return running.await();
    }
  }

  private static Finished ask(ChildJvm child) {
    Finished finished = child.run(OneCallApp.class.getName(), openAi());
    assertThat(finished.transcript()).startsWith("200\n");
    return finished;
  }

  private ChildJvm cached(Path cache) {
    return child(prices.plainUrl() + OFTEN + ",prices.cache=" + cache);
  }

  private ChildJvm child(String prices) {
    return child(Jdk.running(), prices);
  }

  private ChildJvm child(Jdk jdk, String prices) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent("ledger=" + ledger() + ",prices=" + prices)
        .property("costspan.endpoints", endpoints(openAi()));
  }

  private static String endpoints(String url) {
    return openAi() + "=openai," + url + "=openai";
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private void assertContract(String rate) {
    assertThat(columns("rating", "priceId", "estimated"))
        .last()
        .asString()
        .startsWith("rated contract/" + rate)
        .doesNotContain("true");
  }

  private void assertEstimated() {
    assertThat(calls()).containsExactly(LIST_PRICE + " true 2026-11-20");
  }

  private List<String> calls() {
    return columns("rating", "priceId", "amount", "estimated", "priceTable");
  }

  /** Those members of each line of the ledger, among them {@code priceId} of the first charge. */
  private List<String> columns(String... members) {
    return Ledger.read(ledger()).lines().stream()
        .map(
            line ->
                Stream.of(members)
                    .map(name -> name.equals("priceId") ? "charges/0/priceId" : name)
                    .map(name -> line.at("/" + name).asText("-"))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private Path ledger() {
    return folder.resolve("ledger.jsonl");
  }

  private static List<String> warnings(Finished finished) {
    return finished.stderrLines().stream()
        .filter(line -> line.startsWith("[costspan] warn"))
        .toList();
  }

  private void awaitCall() throws InterruptedException {
    for (int i = 0; i < 6_000 && calls().isEmpty(); i++) {
      Thread.sleep(10);
    }
  }

  private static void awaitFiles(Path cache) throws Exception {
    for (int i = 0; i < 6_000; i++) {
      if (Files.isDirectory(cache)) {
        try (Stream<Path> files = Files.list(cache)) {
          if (files.filter(file -> file.toString().matches(".*\\.(json|etag)")).count() == 2) {
            return;
          }
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no copy in " + cache);
  }
}
