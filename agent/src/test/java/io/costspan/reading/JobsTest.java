package io.costspan.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.provider.TestFiles;
import io.costspan.provider.Traffic;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that outlive the call that begins them, from the wire to the rating. */
class JobsTest {
  private static final String FILE =
      """
      {"provider": "acme", "hosts": ["acme.example.com"],
       "operations": {
        "POST /videos": {"operation": "video", "reader": "video"},
        "POST /films": {"operation": "film", "reader": "slow_video"},
        "GET /videos/{id}": {"operation": "video_result", "reader": "video"},
        "GET /videos/{id}/info": {"operation": "video_info", "reader": "info"}},
       "readers": {
        "video": {
         "values": {
          "request_model": ["request:model", "'m-default'"], "response_id": ["url:id", "id"], "status": "status",
          "asked": "request:seconds", "made": "seconds", "seconds": ["{made}", "{asked}"], "size": ["request:size", "'small'"],
          "shots": {"distinct": "request:shots[]"}},
         "attributes": ["size"], "evidence": ["made", "shots"],
         "free": {"failed": {"status": "failed"}},
         "job": {"pending": {"status": ["queued", "running"]}, "keep": ["asked", "size", "shots"]},
         "quantities": [{"meter": "video_seconds", "count": "seconds"}, {"meter": "images", "count": "shots"}]},
        "slow_video": {"like": "video", "job": {"when": {"id": "*"}, "pending": {"status": "queued"}, "keep": ["asked"], "hours": "0.5"}, "values": {"id": "id"}},
        "info": {"like": "video", "job": {"pending": {"response_id": "*"}}}}}
      """;

  private static final String[] CARDS = {
    card("spring", "'model': 'm', 'until': '2026-06-01'", "1"),
    card("summer", "'model': 'm', 'from': '2026-06-01'", "2"),
    card("large", "'model': 'm', 'until': '2026-06-01', 'when': {'size': 'large'}", "3"),
    card("default", "'model': 'm-default'", "7")
  };

  /** An hour before the price doubles. */
  private static final Instant SUBMIT = Instant.parse("2026-05-31T23:00:00Z");

  private static final Instant LATER = SUBMIT.plus(Duration.ofHours(2));
  private static final String URL = "https://acme.example.com/videos";
  private static final String QUEUED = "{'id':'v1','status':'queued'}";
  private static final String DONE = "{'id':'v1','status':'done','seconds':8}";

  private final List<RatedCall> shown = new ArrayList<>();
  private final Catalog catalog =
      Catalog.load(List.of(TestFiles.asWritten("acme.json", FILE)), List.of());
  private final Traffic traffic;

  JobsTest() {
    Pipeline pipeline = new Pipeline(List.of(shown::add));
    pipeline.open(
        new Rater(TestPrices.users(CARDS))::rate,
        (start, surroundings) -> call -> SpanRef.of("trace", "span"));
    traffic = new Traffic(catalog, pipeline);
  }

  private static String card(String id, String which, String rate) {
    return "{'id': '%s', 'provider': 'acme', %s, 'price': [{'meter': ['video_seconds', 'images'], 'rate': '%s'}]}"
        .formatted(id, which, rate);
  }

  private void submit(String request) {
    traffic.at(SUBMIT).post(URL, request).json(QUEUED);
  }

  private RatedCall result(String reply) {
    traffic.at(LATER).get(URL + "/v1").json(reply);
    return last();
  }

  private RatedCall last() {
    return shown.get(shown.size() - 1);
  }

  private List<RatedCall> settledAt(Instant time) {
    shown.clear();
    traffic.jobs().settle(time);
    return shown;
  }

  private List<RatedCall> settledAtExit() {
    shown.clear();
    traffic.jobs().settleAll();
    return shown;
  }

  @Test
  @DisplayName("trap 14: polling a job does not bill it again")
  void job_isFreeWhilePendingAndBilledOnceAtThePriceOfItsSubmit() {
    submit("{'model':'m','size':'large'}");
    assertThat(last().usage().billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(result("{'status':'running'}").usage().billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));

    RatedCall done = result(DONE);

    assertThat(done.usage().requestModel()).isEqualTo("m");
    assertThat(done.rating().priceId()).isEqualTo("large");
    assertThat(done.rating().amount()).isEqualByComparingTo("24");
    assertThat(done.rating().estimated()).isFalse();
    assertThat(done.facts().startedAt()).isEqualTo(LATER);
    assertThat(result(DONE).usage().billing()).isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void job_whatTheResultSaysItself_wins() {
    submit("{'model':'m','seconds':5,'shots':['a','b','a']}");

    RatedCall done = result(DONE);

    assertThat(Traffic.quantities(done.usage())).containsExactly("video_seconds 8", "images 2");
    assertThat(done.rating().amount()).isEqualByComparingTo("10");
  }

  @Test
  void job_valueThatNobodyNamed_staysTheDefault() {
    submit("{}");

    RatedCall done = result(DONE);

    assertThat(done.rating().priceId()).isEqualTo("default");
    assertThat(done.usage().attributes()).containsOnly(Map.entry("size", "small"));
  }

  @Test
  void job_submittedAgain_isOneJobFromTheFirstSubmit() {
    submit("{'model':'m'}");
    traffic.at(LATER).post(URL, "{'model':'m','seconds':5}").json(QUEUED);

    assertThat(result(DONE).rating().amount()).isEqualByComparingTo("8");
    traffic.at(LATER).post(URL, "{'model':'m','seconds':5}").json(QUEUED);
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void job_seenByItsResultOnly_isBilledFromThat() {
    RatedCall done = result("{'status':'done','seconds':3}");

    assertThat(done.rating().amount()).isEqualByComparingTo("21");
    assertThat(done.usage().submittedAt()).isNull();
  }

  @Test
  void job_resultSeenBeforeTheSubmitEnds_isNotPendingAfterwards() {
    result(DONE);
    submit("{'model':'m','seconds':5}");

    assertThat(last().usage().billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void job_billedElsewhereByTheSameCatalog_isNotKnownHere() {
    submit("{'model':'m'}");
    assertThat(result(DONE).usage().billing()).isEqualTo(Billing.BILLED);

    Traffic other = new Traffic(catalog);

    assertThat(other.get(URL + "/v1").json(DONE).billing()).isEqualTo(Billing.BILLED);
  }

  @Test
  void job_failed_isFreeAndOver() {
    submit("{'model':'m','seconds':5}");

    assertThat(result("{'status':'failed'}").usage().billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(settledAtExit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"404, failed", "429, failed", "500, failed"})
  void job_pollThatFails_saysNothingOfTheJob(int status, String reason) {
    submit("{'model':'m','seconds':5}");

    traffic.at(LATER).get(URL + "/v1").json(status, "{'error':{}}");

    assertThat(last().usage().billing()).isEqualTo(Billing.free(reason));
    assertThat(result(DONE).rating().amount()).isEqualByComparingTo("8");
  }

  @Test
  void job_pollThatBreaks_saysNothingOfTheJob() {
    submit("{'model':'m','seconds':5}");

    assertThat(result("{'status':<html>").usage().billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(settledAtExit()).hasSize(1);
  }

  @Test
  void job_finishedWithoutUsage_isUnratedOnce() {
    submit("{'model':'m'}");

    assertThat(result("{'status':'done'}").usage().billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(result("{'status':'done'}").usage().billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    assertThat(settledAtExit()).isEmpty();
  }

  /** A file may not know all states of a job. */
  @Test
  void job_stateThatNobodyListed_isBilledByItsResultAllTheSame() {
    submit("{'model':'m'}");

    assertThat(result("{'id':'v1','status':'working'}").usage().billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(result(DONE).rating().amount()).isEqualByComparingTo("8");
    assertThat(result(DONE).usage().billing()).isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void job_whoseSubmitTellsNoKnownState_isBilledByItsResultAllTheSame() {
    traffic.at(SUBMIT).post(URL, "{'model':'m'}").json("{'id':'v1','status':'new'}");

    assertThat(last().usage().billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(result("{'id':'v1','status':'done','seconds':8,'model':'m'}").usage().billing())
        .isEqualTo(Billing.BILLED);
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void job_whoseOtherViewsAreNeverTheResult_staysPending() {
    submit("{'model':'m'}");

    traffic.at(LATER).get(URL + "/v1/info").json("{'status':'done','seconds':8}");

    assertThat(last().usage().billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(result(DONE).rating().amount()).isEqualByComparingTo("8");
  }

  @Test
  @DisplayName("trap 37: a result that comes by webhook only is settled as an estimate")
  void settle_afterADayWithoutNews_estimatesFromWhatWasKept() {
    submit("{'model':'m','seconds':5,'size':'large','shots':['a']}");
    Instant day = SUBMIT.plus(Duration.ofHours(24));
    assertThat(settledAt(day.minusSeconds(1))).isEmpty();

    RatedCall settled = settledAt(day).get(0);

    assertThat(settled.usage().operation()).isEqualTo("video");
    assertThat(settled.usage().responseId()).isEqualTo("v1");
    assertThat(settled.usage().requestModel()).isEqualTo("m");
    assertThat(settled.usage().quantities())
        .allMatch(quantity -> quantity.exactness() == Exactness.ESTIMATED);
    assertThat(settled.rating().status()).isEqualTo(Status.RATED);
    assertThat(settled.rating().amount()).isEqualByComparingTo("18");
    assertThat(settled.rating().estimated()).isTrue();
    assertThat(settled.facts().startedAt()).isEqualTo(SUBMIT);
    assertThat(settled.facts().serverAddress()).isEqualTo("acme.example.com");
    assertThat(settled.facts().serverPort()).isEqualTo(443);
    assertThat(settled.span()).isNull();
  }

  @Test
  void settle_isOnceAndForAll() {
    submit("{'model':'m','seconds':5}");

    assertThat(settledAtExit()).hasSize(1);
    assertThat(settledAtExit()).isEmpty();
    assertThat(result(DONE).usage().billing()).isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    submit("{'model':'m','seconds':5}");
    assertThat(settledAtExit()).isEmpty();
  }

  @Test
  void settle_jobThatIsPolled_isGivenMoreTime() {
    submit("{'model':'m','seconds':5}");
    result("{'status':'running'}");

    assertThat(settledAt(LATER.plus(Duration.ofHours(24)).minusSeconds(1))).isEmpty();
    assertThat(settledAt(LATER.plus(Duration.ofHours(24)))).hasSize(1);
  }

  @Test
  void settle_readerWithItsOwnPatience_isObeyed() {
    traffic.at(SUBMIT).post("https://acme.example.com/films", "{'seconds':2}").json(QUEUED);

    assertThat(settledAt(SUBMIT.plus(Duration.ofMinutes(29)))).isEmpty();
    assertThat(settledAt(SUBMIT.plus(Duration.ofMinutes(30)))).hasSize(1);
  }

  @Test
  void settle_nothingToComputeFrom_isUnrated() {
    submit("{'model':'m'}");

    RatedCall settled = settledAtExit().get(0);

    assertThat(settled.rating().status()).isEqualTo(Status.UNRATED);
    assertThat(settled.rating().reason()).isEqualTo("job_unfinished");
    assertThat(settled.rating().amount()).isNull();
  }

  @Test
  void keep_longText_isNoSmallValue() {
    submit("{'model':'m','seconds':1,'size':'" + "x".repeat(200) + "'}");

    assertThat(settledAtExit().get(0).usage().attributes()).containsEntry("size", "small");
  }

  @Test
  void jobs_moreThanAreHeld_settleTheOldest() {
    IntStream.rangeClosed(0, 10_002)
        .forEach(
            i ->
                traffic
                    .at(SUBMIT)
                    .post(URL, "{'model':'m','seconds':" + i + "}")
                    .json("{'id':'j" + i + "','status':'queued'}"));

    assertThat(shown.stream().filter(call -> call.rating().estimated()))
        .extracting(call -> call.usage().responseId())
        .containsExactly("j1", "j2");
    assertThat(settledAtExit()).hasSize(10_000);
  }

  @Test
  void job_finishSeenByManyThreads_isBilledOnce() throws InterruptedException {
    List<Billing> billings = Collections.synchronizedList(new ArrayList<>());
    Exchanges shared =
        new Exchanges(catalog, start -> (facts, usage) -> billings.add(usage.billing()));
    for (int round = 0; round < 50; round++) {
      String id = "race" + round;
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> pollers =
          IntStream.range(0, 4).mapToObj(i -> new Thread(() -> poll(shared, id, go))).toList();
      pollers.forEach(Thread::start);
      go.countDown();
      for (Thread poller : pollers) {
        poller.join();
      }
    }

    assertThat(billings).hasSize(200);
    assertThat(billings.stream().filter(Billing.BILLED::equals)).hasSize(50);
  }

  private static void poll(Exchanges shared, String id, CountDownLatch go) {
    Endpoint acme = shared.endpoint("acme.example.com", 443);
    Exchange exchange = shared.open(acme, Request.of("GET", "/videos/" + id, Headers.NONE));
    BodyTap tap = exchange.responseBody(200, Map.of("content-type", "application/json")::get);
    byte[] done = DONE.replace('\'', '"').getBytes(UTF_8);
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    tap.bytes(done, 0, done.length);
    tap.end();
  }
}
