package io.costspan.benchmarks;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rating one call, by kind of card; budget 300 ns. The baseline is its bare arithmetic. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RatingBenchmark {
  private static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");

  /** What is rated; each stands for a shape of card. */
  public enum Shape {
    PLAIN(Records.chat("openai", "gpt-4o")),
    LONG_CONTEXT_AND_TIERS(Records.chat("openai", "gpt-5.4")),
    PRIORITY(Records.chat("openai", "gpt-5.4", "service_tier", "priority")),
    MANY_LINES(Records.chat("gcp.gemini", "gemini-3.5-flash-lite", "service_tier", "flex")),
    FACTORS(Records.chat("anthropic", "claude-opus-4-6", "speed", "fast", "inference_geo", "us")),
    IMAGES(Records.images("openai", "dall-e-3", "hd", "1792x1024")),
    BANDS(Records.characters()),
    CONTRACT_UNITS(Records.credits());

    private final UsageRecord usage;

    Shape(UsageRecord usage) {
      this.usage = usage;
    }
  }

  /** A call that waits to be rated. */
  @State(Scope.Thread)
  public static class Call {
    @Param private Shape shape;
    private Rater rater;

    @Setup
    public void prepare() {
      PriceTable table = PriceTables.of(Records.priceFile()).current();
      rater = new Rater(() -> table);
      Rating rating = rate();
      if (rating.status() != Rating.Status.RATED) {
        throw new IllegalStateException(shape + " is " + rating);
      }
    }

    private Rating rate() {
      return rater.rate(shape.usage, AT);
    }
  }

  @Benchmark
  public Rating rate(Call call) {
    return call.rate();
  }

  /** Counts and rates of a plain card. */
  @State(Scope.Thread)
  public static class Numbers {
    private final BigDecimal[] counts = {
      new BigDecimal(1204), new BigDecimal(7168), new BigDecimal(333)
    };
    private final BigDecimal[] rates = {
      new BigDecimal("2.5"), new BigDecimal("1.25"), new BigDecimal("10")
    };
  }

  /** The least that an exact rating of three quantities takes: three products and their sum. */
  @Benchmark
  public BigDecimal bareArithmetic(Numbers numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < numbers.counts.length; i++) {
      sum = sum.add(numbers.counts[i].multiply(numbers.rates[i]).scaleByPowerOfTen(-6));
    }
    return sum;
  }
}
