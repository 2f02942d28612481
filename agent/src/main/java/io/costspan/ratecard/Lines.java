package io.costspan.ratecard;

import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.usage.UsageMeter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a card, in order. Calls need only the few lines for one meter, and evaluate the same
 * conditions again and again. So when a card is first used, its lines are indexed by meter and its
 * conditions are numbered.
 */
public final class Lines<T extends Priced> extends AbstractList<T> {
  private static final UsageMeter[] METERS = UsageMeter.values();
  private static final int LIMIT = JudgedConditions.NUMBERED / 2;

  private final List<T> all;
  private final int numbers;
  private volatile Line<T> @Nullable [][] byMeter;

  /**
   * One line of a card.
   *
   * @param number of its conditions within the card, negative if they have none
   */
  record Line<T>(T its, Conditions<Attributes> when, int number) {}

  private Lines(List<T> all, int numbers) {
    this.all = List.copyOf(all);
    this.numbers = numbers;
  }

  /** The lines of rates, whose conditions have the lower half of a card's numbers. */
  static Lines<Rate> ofRates(List<Rate> rates) {
    return new Lines<>(rates, 0);
  }

  /** The lines of factors, whose conditions have the upper half of a card's numbers. */
  static Lines<Factor> ofFactors(List<Factor> factors) {
    return new Lines<>(factors, LIMIT);
  }

  @Override
  public T get(int index) {
    return all.get(index);
  }

  @Override
  public int size() {
    return all.size();
  }

  /**
   * The lines for that meter, which must not be changed; meters with the same lines share the
   * array.
   */
  Line<T>[] of(UsageMeter meter) {
    Line<T>[][] known = byMeter;
    if (known == null) {
      known = pick(numbered());
      byMeter = known;
    }
    return known[meter.ordinal()];
  }

  private List<Line<T>> numbered() {
    Map<SortedMap<String, Accepted>, Integer> known = new HashMap<>();
    List<Line<T>> lines = new ArrayList<>();
    for (T line : all) {
      Integer next = known.size();
      Integer same = known.putIfAbsent(line.when().accepted(), next);
      int number = same == null ? next : same;
      lines.add(new Line<>(line, line.when(), number < LIMIT ? numbers + number : -1));
    }
    return lines;
  }

  @SuppressWarnings("unchecked") // arrays of generics
  private Line<T>[][] pick(List<Line<T>> lines) {
    Map<BitSet, Line<T>[]> known = new HashMap<>();
    Line<T>[][] picked = new Line[METERS.length][];
    for (UsageMeter meter : METERS) {
      BitSet places = places(meter);
      known.putIfAbsent(places, pick(lines, places).toArray(new Line[0]));
      picked[meter.ordinal()] = known.get(places);
    }
    return picked;
  }

  private static <L> List<L> pick(List<L> lines, BitSet places) {
    List<L> picked = new ArrayList<>();
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      picked.add(lines.get(i));
    }
    return picked;
  }

  private BitSet places(UsageMeter meter) {
    BitSet places = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      places.set(i, all.get(i).meters().has(meter));
    }
    return places;
  }
}
