package io.costspan.benchmarks;

import com.sun.management.ThreadMXBean;
import io.costspan.health.Faults;
import io.costspan.identity.ThisService;
import io.costspan.ledger.Ledger;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.usage.Attribution;
import io.costspan.usage.UsageRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The ledger alone at a steady rate: how many lines arrive, and what a line costs whoever ends the
 * call, against making the line there. Begins slowly, as a JVM does. Arguments: lines per second,
 * seconds.
 */
public final class LedgerLoad {
  private static final int BURST_MILLIS = 5;
  private static final int WARM_UP_SECONDS = 3;
  private static final int COMPARED = 200_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final ThisService SERVICE =
      new ThisService("shop", "shop-7d4b9c", "0f8fad5b-d9cb-469f-a165-70867728950e");

  private LedgerLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int perSecond = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    RatedCall call = call();
    Path path = Files.createTempFile("costspan", ".jsonl");
    Ledger ledger =
        new Ledger(path, PosixFilePermissions.fromString("rw-------"), Long.MAX_VALUE, SERVICE);
    long offered = pace(perSecond / 20, WARM_UP_SECONDS, () -> ledger.accept(call));
    offered += pace(perSecond, seconds, () -> ledger.accept(call));
    ledger.close(Duration.ofSeconds(10));
    try (Stream<String> lines = Files.lines(path)) {
      System.out.printf(
          "%d offered, %d on the file, faults %s%n", offered, lines.count(), Faults.counts());
    }
    Files.delete(path);
    measure("made on the caller", () -> LedgerLine.toJson(call));
    Ledger other =
        new Ledger(path, PosixFilePermissions.fromString("rw-------"), Long.MAX_VALUE, SERVICE);
    measure("added to the queue", () -> other.accept(call));
    other.close(Duration.ofSeconds(10));
    Files.delete(path);
  }

  private static RatedCall call() {
    UsageRecord usage = Records.chat("openai", "gpt-4o");
    CallFacts facts = new CallFacts(Instant.now(), 850, "api.openai.com", 443, 200, false, null);
    return new RatedCall(
        facts,
        usage,
        new Rater(PriceTables.bundled()).rate(usage, facts.startedAt()),
        null,
        Attribution.NONE);
  }

  /** In bursts, as no timer is finer. */
  private static long pace(int perSecond, int seconds, Runnable line) {
    long begin = System.nanoTime();
    long lines = 0;
    for (long burst = 1; burst <= seconds * 1000L / BURST_MILLIS; burst++) {
      for (long due = burst * BURST_MILLIS * perSecond / 1000; lines < due; lines++) {
        line.run();
      }
      LockSupport.parkNanos(begin + burst * BURST_MILLIS * 1_000_000 - System.nanoTime());
    }
    return lines;
  }

  /** Slowly enough for the writer to follow; the second half counts. */
  private static void measure(String what, Runnable line) {
    long nanos = 0;
    long bytes = 0;
    for (int i = 0; i < COMPARED; i++) {
      if (i % 1_000 == 0) {
        LockSupport.parkNanos(5_000_000);
      }
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long before = System.nanoTime();
      line.run();
      long took = System.nanoTime() - before;
      if (i >= COMPARED / 2) {
        nanos += took;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
      }
    }
    System.out.printf(
        "%s: %d ns, %d bytes a call%n", what, nanos / (COMPARED / 2), bytes / (COMPARED / 2));
  }
}
