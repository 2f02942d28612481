package io.costspan.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was spent of one budget in its window, exactly. Threads wait for each other only while one
 * of them adds; whoever asks waits for nobody within a step.
 */
final class Account {
  static final int WHOLE = 100;

  /** In percent of the limit. */
  static final List<Integer> THRESHOLDS = List.of(50, 80, WHOLE);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final long NEVER = Long.MIN_VALUE;

  private final Window window;
  private final BigDecimal[] amounts;
  private final long[] unrated;
  private final long[] warnedAt = new long[THRESHOLDS.size()];
  private long newest;
  private volatile Spent spent;

  /**
   * @param unrated how many calls of unknown cost there were
   * @param untilMillis when this may change although nothing is spent
   */
  record Spent(BigDecimal amount, long unrated, long untilMillis) {}

  /**
   * What was spent in one step of the window.
   *
   * @param warned the thresholds that were warned about then
   */
  record Step(long number, BigDecimal amount, long unrated, List<Integer> warned) {
    Step at(long other) {
      return new Step(other, amount, unrated, warned);
    }
  }

  Account(Window window, long nowMillis) {
    this.window = window;
    amounts = new BigDecimal[window.steps()];
    unrated = new long[window.steps()];
    Arrays.fill(amounts, BigDecimal.ZERO);
    Arrays.fill(warnedAt, NEVER);
    newest = window.step(nowMillis);
    spent = new Spent(BigDecimal.ZERO, 0, window.startMillis(newest + 1));
  }

  /** What was spent in the window that is current at that time. */
  Spent spent(long nowMillis) {
    Spent known = spent;
    return nowMillis < known.untilMillis ? known : moved(nowMillis);
  }

  private synchronized Spent moved(long nowMillis) {
    moveTo(window.step(nowMillis));
    return spent;
  }

  /** A clock that is set back changes nothing. */
  private void moveTo(long step) {
    if (step <= newest) {
      return;
    }
    BigDecimal left = spent.amount;
    long leftUnrated = spent.unrated;
    for (long gone = newest + 1; gone <= Math.min(step, newest + amounts.length); gone++) {
      int slot = slot(gone);
      left = left.subtract(amounts[slot]);
      leftUnrated -= unrated[slot];
      amounts[slot] = BigDecimal.ZERO;
      unrated[slot] = 0;
    }
    newest = step;
    spent = new Spent(left, leftUnrated, window.startMillis(step + 1));
  }

  private int slot(long step) {
    return (int) Math.floorMod(step, (long) amounts.length);
  }

  /**
   * Adds a call.
   *
   * @param calls of unknown cost among it: 0 or 1
   * @return the thresholds of the limit that are to be warned about now
   */
  synchronized List<Integer> add(BigDecimal amount, long calls, BigDecimal limit, long nowMillis) {
    moveTo(window.step(nowMillis));
    put(newest, amount, calls);
    return reached(limit);
  }

  private void put(long step, BigDecimal amount, long calls) {
    int slot = slot(step);
    amounts[slot] = amounts[slot].add(amount);
    unrated[slot] += calls;
    spent = new Spent(spent.amount.add(amount), spent.unrated + calls, spent.untilMillis);
  }

  private List<Integer> reached(BigDecimal limit) {
    List<Integer> reached = List.of();
    for (int i = 0; i < warnedAt.length; i++) {
      boolean due = warnedAt[i] == NEVER || newest >= warnedAt[i] + amounts.length;
      if (due && isReached(THRESHOLDS.get(i), spent.amount, limit)) {
        warnedAt[i] = newest;
        reached = reached.isEmpty() ? new ArrayList<>() : reached;
        reached.add(THRESHOLDS.get(i));
      }
    }
    return reached;
  }

  /** Whether that part of a limit is spent. */
  static boolean isReached(int threshold, BigDecimal spent, BigDecimal limit) {
    return spent.multiply(HUNDRED).compareTo(limit.multiply(BigDecimal.valueOf(threshold))) >= 0;
  }

  /** The limit has changed. Returns the thresholds that are to be warned about now. */
  synchronized List<Integer> limited(BigDecimal limit, long nowMillis) {
    moveTo(window.step(nowMillis));
    for (int i = 0; i < warnedAt.length; i++) {
      if (!isReached(THRESHOLDS.get(i), spent.amount, limit)) {
        warnedAt[i] = NEVER;
      }
    }
    return isEmpty() ? List.of() : reached(limit);
  }

  private boolean isEmpty() {
    return spent.amount.signum() == 0 && spent.unrated == 0;
  }

  /**
   * When less than the limit will be spent, if nothing more is.
   *
   * @param withUnrated whether calls of unknown cost must have left the window too
   */
  synchronized long freeAtMillis(BigDecimal limit, boolean withUnrated) {
    BigDecimal left = spent.amount;
    long leftUnrated = spent.unrated;
    long oldest = newest - amounts.length + 1;
    for (long step = oldest; step < newest; step++) {
      left = left.subtract(amounts[slot(step)]);
      leftUnrated -= unrated[slot(step)];
      if (left.compareTo(limit) < 0 && !(withUnrated && leftUnrated > 0)) {
        return window.startMillis(step + amounts.length);
      }
    }
    return window.startMillis(newest + amounts.length);
  }

  /** What is to be kept for the next start. */
  synchronized List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (long step = newest - amounts.length + 1; step <= newest; step++) {
      int slot = slot(step);
      Step its = new Step(step, amounts[slot], unrated[slot], warnedIn(step));
      if (amounts[slot].signum() != 0 || unrated[slot] != 0 || !its.warned.isEmpty()) {
        steps.add(its);
      }
    }
    return steps;
  }

  private List<Integer> warnedIn(long step) {
    List<Integer> warned = new ArrayList<>();
    for (int i = 0; i < warnedAt.length; i++) {
      if (warnedAt[i] == step) {
        warned.add(THRESHOLDS.get(i));
      }
    }
    return warned;
  }

  /** Takes over what an earlier process has kept, as far as it is in the window. */
  synchronized void restore(Step step, long nowMillis) {
    moveTo(window.step(nowMillis));
    if (isInWindow(step.number)) {
      put(step.number, step.amount, step.unrated);
      for (int i = 0; i < warnedAt.length; i++) {
        if (step.warned.contains(THRESHOLDS.get(i))) {
          warnedAt[i] = Math.max(warnedAt[i], step.number);
        }
      }
    }
  }

  private boolean isInWindow(long step) {
    return step > newest - amounts.length && step <= newest;
  }
}
