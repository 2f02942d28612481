package io.costspan.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.recordings.Watcher.Read;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Whatever comes, in whatever pieces: no fault, one outcome, bounded memory. CONTRIBUTING.md tells
 * how to run it for longer.
 */
class MutatedTrafficTest {
  private static final long STATE_BYTES = 64 << 10;

  /** What may be allocated, though not kept, for each byte that tells something. */
  private static final int GARBAGE = 8;

  private static final int ENOUGH_RUNS = 20;
  private static final List<Integer> WHOLE = List.of(Integer.MAX_VALUE);

  private static final Watcher WATCHER = new Watcher();
  private static final Watcher PIECEWISE = new Watcher();
  private static final Rater RATER = new Rater(PriceTables.bundled());
  private static final List<Sample> SAMPLES =
      Samples.all().stream().filter(WATCHER::knows).toList();

  @Property
  void watch_mutatedTraffic_isHarmless(
      @ForAll("mutants") Sample sample, @ForAll("pieces") List<Integer> pieces) {
    assertHarmless(sample, pieces);
  }

  @Property
  void watch_anyBytes_areHarmless(
      @ForAll("noise") Sample sample, @ForAll("pieces") List<Integer> pieces) {
    assertHarmless(sample, pieces);
  }

  private static void assertHarmless(Sample sample, List<Integer> pieces) {
    List<Long> faults = faults();
    List<Read> whole = WATCHER.watch(sample, WHOLE);
    List<Read> parts = PIECEWISE.watch(sample, pieces);
    whole.forEach(read -> assertPlausible(read.usage()));

    assertThat(whole).hasSizeLessThanOrEqualTo(1);
    assertThat(parts).extracting(Read::usage).isEqualTo(whole.stream().map(Read::usage).toList());
    assertThat(parts)
        .extracting(read -> read.facts().streaming())
        .isEqualTo(whole.stream().map(read -> read.facts().streaming()).toList());
    assertThat(faults()).isEqualTo(faults);
    assertThat(allocated(sample)).isLessThan(STATE_BYTES + GARBAGE * (long) sample.length());
  }

  private static void assertPlausible(UsageRecord usage) {
    assertThat(usage.quantities()).extracting(Quantity::count).allMatch(n -> n.signum() >= 0);
    RATER.rate(usage, Instant.EPOCH);
  }

  private static List<Long> faults() {
    Map<String, Long> counts = Faults.counts();
    return List.of(
        counts.getOrDefault("exchange", 0L),
        counts.getOrDefault("reader", 0L),
        counts.getOrDefault("call", 0L));
  }

  /** The first runs of anything allocate more: they load classes. Brotli's decoder is not ours. */
  private static long allocated(Sample sample) {
    long least = Long.MAX_VALUE;
    String coding = sample.responseHeaders().get("content-encoding");
    boolean brotli = coding != null && coding.contains("br");
    long bound = brotli ? Long.MAX_VALUE : STATE_BYTES;
    for (int run = 0; run < ENOUGH_RUNS && least > bound; run++) {
      least = Math.min(least, Allocation.of(() -> WATCHER.watch(sample, WHOLE)));
    }
    return brotli ? 0 : least;
  }

  @Provide
  Arbitrary<Sample> mutants() {
    Arbitrary<Boolean> requests = Arbitraries.frequency(pair(9, false), pair(1, true));
    return Combinators.combine(Arbitraries.of(SAMPLES), edits(), requests, claims())
        .as(MutatedTrafficTest::mutant);
  }

  @Provide
  Arbitrary<Sample> noise() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    return Combinators.combine(Arbitraries.of(SAMPLES), bytes, claims())
        .as((sample, body, claim) -> claim.of(sample.withRequest(body).withResponse(body)));
  }

  @Provide
  Arbitrary<List<Integer>> pieces() {
    return Arbitraries.integers().between(1, 2000).list().ofMinSize(1).ofMaxSize(5);
  }

  private static Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            Arbitraries.of(Edit.Kind.values()),
            Arbitraries.integers().between(0, 1 << 15),
            Arbitraries.integers().between(0, 64),
            Arbitraries.of(Edit.TOKENS))
        .as(Edit::new)
        .list()
        .ofMaxSize(6);
  }

  private static Arbitrary<Claim> claims() {
    return Arbitraries.frequencyOf(
        pair(8, Arbitraries.just(Claim.NONE)),
        pair(
            1,
            Combinators.combine(Arbitraries.of(Claim.TYPES), Arbitraries.of(Claim.CODINGS))
                .as(Claim::new)));
  }

  private static <T> Tuple2<Integer, T> pair(int frequency, T value) {
    return Tuple.of(frequency, value);
  }

  private static Sample mutant(Sample sample, List<Edit> edits, boolean request, Claim claim) {
    byte[] body = request ? sample.request() : sample.response();
    for (Edit edit : edits) {
      body = edit.of(body);
    }
    return claim.of(request ? sample.withRequest(body) : sample.withResponse(body));
  }

  /** What a response wrongly says of itself. */
  private record Claim(String contentType, String contentEncoding) {
    static final Claim NONE = new Claim("", "");
    static final List<String> TYPES =
        List.of(
            "application/json",
            "text/event-stream",
            "application/x-ndjson",
            "application/vnd.amazon.eventstream",
            "text/plain");
    static final List<String> CODINGS = List.of("identity", "gzip", "deflate", "br", "gzip, br");

    Sample of(Sample sample) {
      return this == NONE ? sample : sample.claiming(contentType, contentEncoding);
    }
  }
}
