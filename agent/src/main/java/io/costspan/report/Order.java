package io.costspan.report;

import io.costspan.history.Key;
import java.util.Comparator;
import java.util.List;

/** In which order groups stand. */
public final class Order {
  /** Time first, then the larger amount. */
  public static final Order USUAL = new Order("");

  private final String by;

  private Order(String by) {
    this.by = by;
  }

  /**
   * An order.
   *
   * @param by {@code amount} or {@code calls}, the largest first, or the name of one of the keys
   * @throws IllegalArgumentException if it is none of these
   */
  public static Order of(String by, List<Key> keys) {
    if (!by.equals("amount") && !by.equals("calls") && index(by, keys) < 0) {
      throw new IllegalArgumentException(
          "\"" + by + "\" is neither amount nor calls nor one of the keys of --by");
    }
    return new Order(by);
  }

  private static int index(String name, List<Key> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Groups that are equal otherwise stand by their names. */
  Comparator<Group> of(List<Key> keys, Worth worth) {
    Comparator<Group> amount = Comparator.comparing(group -> worth.of(group.sums().amounts()));
    Comparator<Group> calls = Comparator.comparingLong(group -> group.sums().calls());
    Comparator<Group> byNames = byNames(keys);
    return switch (by) {
      case "" -> times(keys).thenComparing(amount.reversed()).thenComparing(byNames);
      case "amount" -> amount.reversed().thenComparing(byNames);
      case "calls" -> calls.reversed().thenComparing(byNames);
      default -> byName(index(by, keys)).thenComparing(amount.reversed()).thenComparing(byNames);
    };
  }

  private static Comparator<Group> times(List<Key> keys) {
    Comparator<Group> all = (one, other) -> 0;
    for (int i = 0; i < keys.size(); i++) {
      all = keys.get(i).isTime() ? all.thenComparing(byName(i)) : all;
    }
    return all;
  }

  private static Comparator<Group> byNames(List<Key> keys) {
    Comparator<Group> all = (one, other) -> 0;
    for (int i = 0; i < keys.size(); i++) {
      all = all.thenComparing(byName(i));
    }
    return all;
  }

  private static Comparator<Group> byName(int index) {
    return Comparator.comparing(group -> group.names().get(index));
  }
}
