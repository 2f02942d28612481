package io.costspan.benchmarks;

import io.costspan.ratecard.Attributes;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import java.nio.charset.StandardCharsets;
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

/** Finding the card for a name that was just read from the wire, by the way it is found. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CardLookupBenchmark {
  private static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");

  /** Exact name, snapshot of a name, {@code prefix*}, and no card at all. */
  @Param({"gpt-4o-mini", "gpt-4o-mini-2024-07-18", "omni-moderation-2024-09-26", "gpt-unheard-of"})
  private String model;

  private PriceTable table;
  private byte[] wire;

  @Setup
  public void prepare() {
    table = PriceTables.bundled().current();
    wire = model.getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public Object find() {
    String name = new String(wire, StandardCharsets.US_ASCII);
    return table.find("openai", null, name, Attributes.NONE, AT);
  }
}
