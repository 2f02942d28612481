package io.costspan.benchmarks;

import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.JsonPaths;
import io.costspan.wire.JsonSink;
import io.costspan.wire.Wanted;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Skipping an image of 8 MB within JSON, in pieces as a client reads them. A nanosecond per KB is 1
 * TB/s; the budget of 3 GB/s is 341.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ScanBenchmark {
  private static final int KILOBYTES = 8 * 1024;
  private static final int PIECE = 8 * 1024;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** What stands within the image again and again. */
  @Param({"abcdefgh", "line\\nfeed", "slash\\/es"})
  private String text;

  private byte[] body;
  private final JsonPaths paths = new JsonPaths();
  private BigDecimal last = BigDecimal.ZERO;

  @Setup
  public void write() {
    paths.add("usage.output_tokens");
    String image = text.repeat(KILOBYTES * 1024 / text.length());
    String json = "{\"data\":[{\"b64_json\":\"" + image + "\"}],\"usage\":{\"output_tokens\":7}}";
    body = json.getBytes(StandardCharsets.US_ASCII);
    scan();
    if (last.intValue() != 7) {
      throw new IllegalStateException("read " + last);
    }
  }

  /** A kilobyte. */
  @Benchmark
  @OperationsPerInvocation(KILOBYTES)
  public BigDecimal scan() {
    Framing framing = Framings.ofResponse(JSON::get, new Wanted(paths, new Last(), () -> false));
    for (int at = 0; at < body.length; at += PIECE) {
      framing.bytes(body, at, Math.min(body.length, at + PIECE));
    }
    return last;
  }

  private final class Last implements JsonSink {
    @Override
    public void text(int slot, String value) {}

    @Override
    public void number(int slot, BigDecimal value) {
      last = value;
    }

    @Override
    public void bool(int slot, boolean value) {}

    @Override
    public void nothing(int slot) {}

    @Override
    public void begin(int slot) {}

    @Override
    public void end(int slot) {}

    @Override
    public void endDocument() {}
  }
}
