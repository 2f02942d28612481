package io.costspan.budget;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What budgets have counted, from one start of the JVM to the next. */
final class Memory {
  /** Of budgets that are split by value and slide, each has thousands of lines. */
  private static final int MOST_LEFT = 50_000;

  /** How long the first call of the JVM waits for the file. */
  private static final long PATIENCE_MILLIS = 500;

  /** Held while the file is written, however long the disk takes; before any other lock. */
  private final Object writing = new Object();

  private volatile CountDownLatch opened = new CountDownLatch(0);
  private final Function<Path, StateFile> files;
  private @Nullable StateFile file;
  private boolean isOpen;

  /** What was read, or left by a budget, and no budget has taken over yet. */
  private final List<StateLine> left = new ArrayList<>();

  private volatile boolean hasNews;

  /**
   * @param files opens what keeps them
   */
  Memory(Function<Path, StateFile> files) {
    this.files = files;
  }

  /** There are budgets for the first time. */
  synchronized void begin(Optional<Path> named, List<Budget> budgets) {
    file = named.map(files).orElse(null);
    if (file != null) {
      opened = new CountDownLatch(1);
    } else if (budgets.stream().anyMatch(Budget::isKept)) {
      sayThatNothingIsKept();
    }
  }

  private static void sayThatNothingIsKept() {
    Log.warn(
        "budgets begin at 0 with each start of this JVM, because budget.state names no file that"
            + " keeps what they have counted");
  }

  /** Waits for {@link #open} if there is a file, but not for long; returns whether that is done. */
  boolean await() {
    try {
      return opened.await(PATIENCE_MILLIS, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads the file, unless that is done. */
  void open() {
    StateFile reading = unread();
    if (reading != null) {
      take(reading.open());
    }
  }

  private synchronized @Nullable StateFile unread() {
    return isOpen ? null : file;
  }

  private synchronized void take(List<StateLine> lines) {
    isOpen = true;
    left.addAll(lines);
  }

  /** Has a budget take over what is its own. */
  synchronized void recall(Budget budget, long nowMillis) {
    if (left.removeIf(line -> budget.restore(line, nowMillis))) {
      budget.check(nowMillis);
    }
    if (isOpen) {
      opened.countDown();
    }
  }

  /**
   * Remembers what a budget has counted that is no longer in force, in case it comes back. Control
   * files may name ever new ones, so the oldest are forgotten when there are very many.
   */
  synchronized void leave(Budget budget) {
    budget.keep(left::add);
    int tooMany = left.size() - MOST_LEFT;
    if (tooMany > 0) {
      left.subList(0, tooMany).clear();
      Faults.count("budget_state", tooMany);
    }
  }

  /** Something was counted. */
  void news() {
    if (!hasNews) {
      hasNews = true;
    }
  }

  /** Writes everything down if there is news. Budgets that may come back are not forgotten. */
  void keep(List<Budget> budgets, long nowMillis) {
    synchronized (writing) {
      StateFile to = writable();
      if (to != null && hasNews) {
        hasNews = false;
        if (!to.write(lines(budgets, nowMillis))) {
          hasNews = true;
        }
      }
    }
  }

  private synchronized @Nullable StateFile writable() {
    return isOpen ? file : null;
  }

  private synchronized List<StateLine> lines(List<Budget> budgets, long nowMillis) {
    List<StateLine> lines = new ArrayList<>();
    for (StateLine line : left) {
      if (line.isRecent(nowMillis)) {
        lines.add(line);
      }
    }
    budgets.forEach(budget -> budget.keep(lines::add));
    return lines;
  }

  void close() {
    synchronized (writing) {
      StateFile known = writable();
      if (known != null) {
        known.close();
      }
    }
  }
}
