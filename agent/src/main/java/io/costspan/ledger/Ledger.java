package io.costspan.ledger;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.RatedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Appends one JSON line per call to a file, on a thread of its own. Lines that find the queue full
 * or the file not writable are lost and counted.
 */
public final class Ledger implements CallOutput {
  private static final int QUEUE_LIMIT = 1_000;

  private final Path path;
  private final LedgerFile file;
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE_LIMIT),
          work -> OwnThreads.daemon("costspan-ledger", work),
          (line, full) -> Faults.count("ledger_full"));
  private boolean failing;

  /**
   * A ledger in that file, which the first line creates.
   *
   * @param path its directory must exist
   */
  public Ledger(Path path) {
    this.path = path;
    this.file = new LedgerFile(path);
  }

  @Override
  public void accept(RatedCall call) {
    writer.execute(() -> write(call));
  }

  /** Writes what is queued, for no longer than that, and accepts no more. */
  public void close(Duration limit) {
    writer.shutdown();
    try {
      writer.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(RatedCall call) {
    try {
      file.append(LedgerLine.toJson(call));
      failing = false;
    } catch (IOException | RuntimeException e) {
      Faults.count("ledger_write", e);
      warnOnce(e);
    }
  }

  private void warnOnce(Exception e) {
    if (!failing) {
      Log.warn("ledger " + path + " is not written: " + e + "; mend the path or option ledger");
    }
    failing = true;
  }
}
