package io.costspan.telemetry.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final List<Reader> readers = new ArrayList<>(2);

    Account(double settled) {
      this.settled = settled;
      this.shown = settled;
    }

    double look(double total, Reader reader) {
      if (isNew(reader)) {
        readers.add(reader);
        if (reader.returns()) {
          return 0;
        }
      }
      // Sums of concurrent additions may differ in the last digit, but counters never decrease.
      shown = Math.max(shown, total);
      return known();
    }

    double known() {
      return shown - settled;
    }

    private boolean isNew(Reader reader) {
      for (Reader known : readers) {
        if (known.covers(reader)) {
          return false;
        }
      }
      return true;
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
    return over ? account.known() : account.look(total.value(), reader);
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
    accounts.forEach(
        (total, account) ->
            next.accounts.put(total, new Account(delivered ? account.shown : account.settled)));
    return next;
  }
}
