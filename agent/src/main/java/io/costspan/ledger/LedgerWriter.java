package io.costspan.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.identity.ThisService;
import io.costspan.pipeline.BoundedQueue;
import io.costspan.pipeline.RatedCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into lines and writes them in batches. Lines that cannot be written are kept and
 * tried again; meanwhile, calls stay in the queue. For a single thread.
 */
final class LedgerWriter {
  private final Path path;
  private final Set<PosixFilePermission> mode;
  private final long limitBytes;
  private final String origin;
  private final Batch batch = new Batch();
  private @Nullable LedgerFile file;

  /** Reset to null after a line that failed. */
  private @Nullable JsonGenerator generator;

  /** What remains of the batch after a write that failed. */
  private @Nullable ByteBuffer unwritten;

  private boolean toldOfLimit;
  private volatile int linesUnderWay;
  private volatile boolean failing;

  LedgerWriter(Path path, Set<PosixFilePermission> mode, long limitBytes, ThisService service) {
    this.path = path;
    this.mode = mode;
    this.limitBytes = limitBytes;
    this.origin = LedgerLine.origin(service);
  }

  /** Writes everything that is queued; false if this failed and is to be tried again later. */
  boolean write(BoundedQueue<RatedCall> queue) {
    try {
      if (isPending()) {
        flush();
      }
      if (file().isFull()) {
        leaveOut(queue.discard());
      } else {
        toldOfLimit = false;
      }
      for (RatedCall call = queue.poll(); call != null; call = queue.poll()) {
        add(call);
        if (batch.isFull()) {
          flush();
        }
      }
      if (isPending()) {
        flush();
      }
      return true;
    } catch (Throwable e) {
      warnOnce(e);
      return false;
    }
  }

  /** Whether there are lines that could not be written yet. */
  boolean isPending() {
    return !batch.isEmpty();
  }

  /** Whether the last attempt failed; for any thread. */
  boolean isFailing() {
    return failing;
  }

  /** How many lines are lost if nothing more is written; for any thread. */
  int linesUnderWay() {
    return linesUnderWay;
  }

  private void add(RatedCall call) {
    int end = batch.end();
    try {
      JsonGenerator writer = generator == null ? LedgerLine.generator(batch) : generator;
      generator = null;
      LedgerLine.write(call, origin, writer);
      generator = writer;
      batch.endLine();
      linesUnderWay++;
    } catch (Throwable fault) {
      batch.cutTo(end);
      Faults.count("ledger_line", fault);
    }
  }

  private void flush() throws IOException {
    ByteBuffer lines = unwritten == null ? batch.bytes() : unwritten;
    unwritten = lines;
    try {
      leaveOut(file().append(lines));
    } finally {
      linesUnderWay = Batch.lines(lines, lines.position(), lines.limit());
    }
    unwritten = null;
    linesUnderWay = 0;
    batch.clear();
    if (failing) {
      failing = false;
      Log.warn("ledger " + path + " is written again");
    }
  }

  private void leaveOut(long lines) {
    if (lines > 0) {
      Faults.count("ledger_limit", lines);
    }
    if (lines > 0 && !toldOfLimit) {
      toldOfLimit = true;
      Log.warn(
          "ledger "
              + path
              + " has reached the size of ledger.limit; rotate it or raise the"
              + " limit");
    }
  }

  private LedgerFile file() {
    if (file == null) {
      file = new LedgerFile(new LedgerChannel(LedgerPath.resolve(path), mode), limitBytes);
    }
    return file;
  }

  private void warnOnce(Throwable e) {
    if (!failing) {
      failing = true;
      Log.warn(
          "ledger "
              + path
              + " cannot be written: "
              + e
              + "; correct the path or the option"
              + " ledger");
    }
  }
}
