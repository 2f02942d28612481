package io.costspan.ratecard;

import static java.util.stream.Collectors.toCollection;

import io.costspan.condition.Conditions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The periods in which a name has a card, for cards with the same conditions. */
final class Periods {
  /** By provider, then by name and conditions. */
  private final Map<String, Map<String, List<RateCard>>> byProvider = new HashMap<>();

  /**
   * Adds a card under one of its names. Returns another card that is in force at the same time, or
   * null.
   */
  @Nullable RateCard add(RateCard card, String model) {
    List<RateCard> others =
        byProvider
            .computeIfAbsent(card.provider(), provider -> new HashMap<>())
            .computeIfAbsent(key(card, model), key -> new ArrayList<>(1));
    for (RateCard other : others) {
      if (startsBefore(card.from(), other.until()) && startsBefore(other.from(), card.until())) {
        return other;
      }
    }
    others.add(card);
    return null;
  }

  /** Passes on the cards before and after each period without a price. */
  void gaps(BiConsumer<RateCard, RateCard> gap) {
    Comparator<RateCard> byStart =
        Comparator.comparing(RateCard::from, Comparator.nullsFirst(Comparator.naturalOrder()));
    byProvider.values().stream()
        .flatMap(names -> names.values().stream())
        .filter(cards -> cards.size() > 1)
        .forEach(
            cards -> {
              cards.sort(byStart);
              for (int i = 1; i < cards.size(); i++) {
                LocalDate from = cards.get(i).from();
                LocalDate until = cards.get(i - 1).until();
                if (from != null && until != null && until.isBefore(from)) {
                  gap.accept(cards.get(i - 1), cards.get(i));
                }
              }
            });
  }

  private static String key(RateCard card, String model) {
    return card.when().isEmpty() ? model : model + inAnyOrder(card.when());
  }

  private static SortedMap<String, TreeSet<String>> inAnyOrder(Conditions<Attributes> when) {
    SortedMap<String, TreeSet<String>> words = new TreeMap<>();
    when.accepted()
        .forEach(
            (word, accepted) ->
                words.put(
                    word,
                    accepted.texts().stream()
                        .map(String::valueOf)
                        .collect(toCollection(TreeSet::new))));
    return words;
  }

  private static boolean startsBefore(@Nullable LocalDate from, @Nullable LocalDate until) {
    return from == null || until == null || from.isBefore(until);
  }
}
