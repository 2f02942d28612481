package io.costspan.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one home has shown of the totals. A home shows what the homes before it have not, and each
 * of its readers sees a series at 0 before it sees an amount: backends compute increases from the
 * difference of two points, and so would miss the amount with which a series is born.
 */
public final class Shown {
  private final Map<Total, Account> accounts = new HashMap<>();
  private boolean over;

  /** Receives the points of a counter. */
  public interface Points {
    void add(Labels labels, double value);
  }

  private record Point(Labels labels, double value) {}

  /** One total at one home. */
  private static final class Account {
    /** What the homes before have shown. */
    private final double settled;

    /** The highest total that was shown here. */
    private double shown;

    private final List<Look> looks = new ArrayList<>(2);

    Account(double settled) {
      this.settled = settled;
      this.shown = settled;
    }

    double look(double total, Reader reader) {
      Look look = of(reader);
      if (look == null) {
        look = new Look(reader, settled);
        looks.add(look);
      }
      if (look.isFirst) {
        look.isFirst = false;
        if (reader.returns()) {
          return 0;
        }
      }
      // Sums of concurrent additions may differ in the last digit, but counters never decrease.
      shown = Math.max(shown, total);
      look.shown = shown;
      return look.known();
    }

    double known(Reader reader) {
      Look look = of(reader);
      return look == null ? 0 : look.known();
    }

    private @Nullable Look of(Reader reader) {
      for (Look look : looks) {
        if (look.reader.covers(reader)) {
          return look;
        }
      }
      return null;
    }

    void again(Reader reader) {
      for (Look look : looks) {
        if (look.reader.equals(reader)) {
          look.again();
        }
      }
    }

    /** The same total at the next home. */
    Account next(boolean delivered) {
      Account next = new Account(delivered ? shown : settled);
      for (Look look : looks) {
        if (look.reader.isNamed()) {
          // Others have shown in its place what they have shown while it waited.
          boolean isReplaced = look.isFirst && delivered && shown > settled;
          next.looks.add(new Look(look.reader, isReplaced ? shown : look.shown));
        }
      }
      return next;
    }
  }

  /** One total as one reader sees it. */
  private static final class Look {
    private final Reader reader;

    /** The total at which this reader's series begins. */
    private double start;

    /** The highest total that was shown to it. */
    private double shown;

    /** Whether the reader sees 0 next. */
    private boolean isFirst = true;

    Look(Reader reader, double start) {
      this.reader = reader;
      this.start = start;
      this.shown = start;
    }

    double known() {
      return shown - start;
    }

    void again() {
      start = shown;
      isFirst = true;
    }
  }

  /** Shows a counter to a reader; nothing if another home has taken over. */
  public void show(Counter counter, Reader reader, Points points) {
    for (Point point : look(counter, reader)) {
      points.add(point.labels, point.value);
    }
  }

  private synchronized List<Point> look(Counter counter, Reader reader) {
    List<Point> points = new ArrayList<>();
    if (!over) {
      counter.forEach(
          total ->
              points.add(new Point(total.labels(), account(total).look(total.value(), reader))));
    }
    return points;
  }

  /**
   * What one series amounts to for a reader; the last such value if another home has taken over.
   */
  public synchronized double show(Total total, Reader reader) {
    Account account = account(total);
    return over ? account.known(reader) : account.look(total.value(), reader);
  }

  /**
   * A reader begins again, with series at 0, as a registry does that replaces a closed one. It sees
   * what it has not been shown before.
   */
  public synchronized void again(Counter counter, Reader reader) {
    counter.forEach(total -> account(total).again(reader));
  }

  /** By how much a counter amounts to more than has been shown anywhere. */
  public synchronized double owed(Counter counter) {
    double[] owed = {0};
    counter.forEach(total -> owed[0] += Math.max(0, total.value() - account(total).shown));
    return owed[0];
  }

  private Account account(Total total) {
    return accounts.computeIfAbsent(total, unseen -> new Account(0));
  }

  /**
   * Ends the turn of this home, and returns where the next one begins.
   *
   * @param delivered whether what was shown here has arrived somewhere; else the next home shows it
   *     again
   */
  public synchronized Shown handOver(boolean delivered) {
    over = true;
    Shown next = new Shown();
    accounts.forEach((total, account) -> next.accounts.put(total, account.next(delivered)));
    return next;
  }
}
