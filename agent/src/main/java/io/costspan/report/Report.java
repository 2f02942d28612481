package io.costspan.report;

import io.costspan.history.Key;
import io.costspan.history.PastCall;
import io.costspan.history.Selection;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import io.costspan.receipt.Sums;
import io.costspan.receipt.Total;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds up calls by some keys. The number of groups is limited, so that memory is: all other calls
 * are added up in one more group. Sums are exact.
 */
public final class Report implements Consumer<PastCall> {
  /** How many groups are kept apart. */
  public static final int MOST_GROUPS = 20_000;

  /** The name of a group of all others. */
  public static final String OTHER = "other";

  private final List<Key> by;
  private final Selection selection;
  private final ExchangeRates rates;
  private final boolean byMeter;
  private final Map<List<String>, Sums> groups = new HashMap<>();
  private final Map<String, Gap> gaps = new TreeMap<>();
  private final Sums total = new Sums();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private boolean full;

  /**
   * A report of nothing so far.
   *
   * @param by in that order; empty for totals only
   * @param selection by which the calls are selected, and their parts where it names meters
   * @param rates by which amounts of several currencies have one total
   */
  public Report(List<Key> by, Selection selection, ExchangeRates rates) {
    this.by = List.copyOf(by);
    this.selection = selection;
    this.rates = rates;
    this.byMeter = by.stream().anyMatch(Key::isMeter);
  }

  /** Adds a call that is selected. */
  @Override
  public void accept(PastCall past) {
    RatedCall call = past.call();
    RatedCall meant = selection.isByMeter() ? Parts.only(call, selection::takes) : call;
    Instant start = call.facts().startedAt();
    first = first == null || start.isBefore(first) ? start : first;
    last = last == null || start.isAfter(last) ? start : last;
    total.add(meant);
    addGaps(past, meant);
    if (byMeter) {
      for (Parts.Part part : Parts.of(call)) {
        if (selection.takes(part.meter())) {
          group(names(past, part)).add(part.call());
        }
      }
    } else if (!by.isEmpty()) {
      group(names(past, null)).add(meant);
    }
  }

  private List<String> names(PastCall past, Parts.@Nullable Part part) {
    if (by.size() == 1) {
      return List.of(name(by.get(0), past, part));
    }
    String[] names = new String[by.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = name(by.get(i), past, part);
    }
    return List.of(names);
  }

  private static String name(Key key, PastCall past, Parts.@Nullable Part part) {
    return part == null ? key.of(past) : key.of(past, part.meter());
  }

  private Sums group(List<String> names) {
    Sums known = groups.get(names);
    if (known != null) {
      return known;
    }
    boolean room = groups.size() < MOST_GROUPS;
    full |= !room;
    return groups.computeIfAbsent(
        room ? names : Collections.nCopies(by.size(), OTHER), first -> new Sums());
  }

  private void addGaps(PastCall past, RatedCall call) {
    Rating rating = call.rating();
    if (Gap.isOf(rating)) {
      gap(rating.status().wireName(), Gap.reasonOf(rating), past, call);
    }
    if (rating.estimated() && rating.amount() != null) {
      gap(Gap.ESTIMATED, Gap.guess(call), past, call);
    }
  }

  private void gap(String rating, String reason, PastCall past, RatedCall call) {
    String model = Objects.requireNonNullElse(past.model(), Key.UNKNOWN);
    gaps.computeIfAbsent(rating + ' ' + reason, unseen -> new Gap(rating, reason)).add(call, model);
  }

  /** The keys. */
  public List<Key> by() {
    return by;
  }

  /** All groups, in order. */
  public List<Group> groups(Order order) {
    List<Group> all = new ArrayList<>();
    groups.forEach((names, sums) -> all.add(new Group(names, sums)));
    all.sort(order.of(by, worth()));
    return all;
  }

  /** The first groups, in order, followed by one of all others if there are more. */
  public List<Group> top(int count, Order order) {
    List<Group> all = groups(order);
    if (all.size() <= count) {
      return all;
    }
    Sums others = new Sums();
    all.subList(count, all.size()).forEach(group -> others.add(group.sums()));
    List<Group> top = new ArrayList<>(all.subList(0, count));
    top.add(new Group(Collections.nCopies(by.size(), OTHER), others));
    return top;
  }

  /** Whether there were more groups than are kept apart. */
  public boolean isFull() {
    return full;
  }

  /** What all calls add up to. */
  public Sums total() {
    return total;
  }

  /** The total by currency, or the only one if the rates say what currencies are worth. */
  public Total money() {
    Total money = new Total();
    total.amounts().forEach(money::add);
    money.convert(rates);
    return money;
  }

  /** What amounts of several currencies are worth. */
  public Worth worth() {
    return new Worth(rates);
  }

  /** What is not simply known, by rating and reason. */
  public List<Gap> gaps() {
    return List.copyOf(gaps.values());
  }

  /** The start of the first call, null if there is none. */
  public @Nullable Instant first() {
    return first;
  }

  /** The start of the last call, null if there is none. */
  public @Nullable Instant last() {
    return last;
  }
}
