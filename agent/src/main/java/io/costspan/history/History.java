package io.costspan.history;

import io.costspan.history.Lines.Block;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls in some ledgers, in the order of the files and of their lines. Takes the same memory
 * however long the ledgers are. Lines are parsed on the threads of the JDK's common pool while
 * earlier calls are being looked at.
 */
public final class History {
  private static final int AHEAD = 2 + Runtime.getRuntime().availableProcessors();
  private static final int GZIP = 0x1f8b;
  private static final Path STANDARD_INPUT = Path.of("-");

  private final List<Path> files;
  private final InputStream standardInput;
  private LongConsumer progress = bytes -> {};

  private History(List<Path> files, InputStream standardInput) {
    this.files = files;
    this.standardInput = standardInput;
  }

  /**
   * The calls in these ledgers, each of which is read once, however often it is named.
   *
   * @param ledgers files (also gzipped), patterns such as {@code logs/*.jsonl*}, directories, whose
   *     {@code *.jsonl*} are read, and {@code -} for standard input
   * @throws IOException if one does not exist, with a message for people
   */
  public static History of(List<String> ledgers, InputStream standardInput) throws IOException {
    return new History(LedgerFiles.named(ledgers), standardInput);
  }

  /** The files, in the order in which they are read. */
  public List<Path> files() {
    return files;
  }

  /** The size of all files in bytes, 0 if that is not known of one. */
  public long size() {
    long sum = 0;
    for (Path file : files) {
      long size = file.toFile().length();
      if (size == 0 && file.equals(STANDARD_INPUT)) {
        return 0;
      }
      sum += size;
    }
    return sum;
  }

  /** From now on tells, again and again, how many bytes of the files have been read. */
  public History tellingProgress(LongConsumer bytes) {
    progress = bytes;
    return this;
  }

  /**
   * Passes on the calls that are selected, all on this thread.
   *
   * @return what else was found
   * @throws IOException if a file cannot be read to its end; the message names it
   */
  public Reading read(Predicate<PastCall> selected, Consumer<PastCall> calls) throws IOException {
    Run run = new Run(selected, calls);
    for (Path file : files) {
      try (InputStream in = run.counting(open(file))) {
        run.read(unfolded(in), file.toString());
      } catch (IOException e) {
        throw new IOException(
            file + ": cannot be read; check its name and permissions (" + e.getMessage() + ")", e);
      }
    }
    return run.reading;
  }

  private InputStream open(Path file) throws IOException {
    return file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(file);
  }

  private static InputStream unfolded(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
    buffered.mark(2);
    int magic = (buffered.read() << 8) | buffered.read();
    buffered.reset();
    return magic == GZIP ? GzippedLedger.of(buffered) : buffered;
  }

  /** One reading of all files. */
  private final class Run {
    private final Predicate<PastCall> selected;
    private final Consumer<PastCall> calls;
    private final Deque<ForkJoinTask<Parsed>> ahead = new ArrayDeque<>();
    private Reading reading = new Reading(0, 0, 0, List.of());
    private long bytes;

    Run(Predicate<PastCall> selected, Consumer<PastCall> calls) {
      this.selected = selected;
      this.calls = calls;
    }

    void read(InputStream in, String name) throws IOException {
      Lines lines = new Lines(in, name);
      for (@Nullable Block block = lines.next(); block != null; block = lines.next()) {
        Block found = block;
        ahead.add(ForkJoinTask.adapt(() -> Parsed.of(found)).fork());
        if (ahead.size() >= AHEAD) {
          take(ahead.remove());
        }
      }
      while (!ahead.isEmpty()) {
        take(ahead.remove());
      }
      if (in instanceof GzippedLedger gzipped && gzipped.isDamaged()) {
        reading = Parsed.damaged(name).plus(reading);
      }
    }

    private void take(ForkJoinTask<Parsed> task) {
      Parsed parsed = task.join();
      reading = parsed.plus(reading);
      for (PastCall call : parsed.calls()) {
        if (selected.test(call)) {
          calls.accept(call);
        }
      }
      progress.accept(bytes);
    }

    InputStream counting(InputStream in) {
      return new CountingStream(in, read -> bytes += read);
    }
  }
}
