package io.costspan.benchmarks;

import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
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

/** What a call to a host pays that is no AI endpoint: nearly all calls of most applications. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class GateBenchmark {
  @Param({
    "localhost",
    "orders.internal.example.com",
    "s3.eu-central-1.amazonaws.com",
    "bucket.s3.eu-central-1.amazonaws.com",
    "storage.googleapis.com",
    "account.blob.core.windows.net",
    "management.azure.com",
    "graph.microsoft.com"
  })
  private String host;

  @Setup
  public void open() {
    Gate.install(new Exchanges(Catalog.bundled(), start -> (facts, usage) -> {}));
  }

  @Benchmark
  public Endpoint endpoint() {
    return Gate.endpoint(host, 443);
  }

  @Benchmark
  public Endpoint glance() {
    return Gate.glance(host, 443);
  }
}
