package io.costspan.ratecard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cards of one provider from one origin, by model name. Of the cards for one name, those with
 * more conditions come first. A card is read when one of its models is asked for. Finding one that
 * was found before allocates nothing.
 */
final class CardIndex {
  /** Applications use few models; a stream of invented names must not fill the heap. */
  private static final int REMEMBERED_NAMES = 1000;

  private static final String ANY_MODEL = "*";
  private static final RateCard[] NO_CARDS = {};

  private final List<ListedCard> cards;
  private final Map<String, List<ListedCard>> byName = new HashMap<>();
  private final Map<String, List<ListedCard>> byPrefix = new HashMap<>();
  private final List<String> longestPrefixFirst;
  private final Map<String, RateCard[]> read = new ConcurrentHashMap<>();
  private final RateCard[] anyModel;
  private final Map<String, RateCard[]> known = new ConcurrentHashMap<>();

  /** Models that are snapshots without a card of their own, while other snapshots have one. */
  private final Map<String, Boolean> strangers = new ConcurrentHashMap<>();

  /** Overlays combined with the cards below them, by the ids of both. */
  private final Map<String, Map<String, Combined>> combined = new ConcurrentHashMap<>();

  private record Combined(RateCard base, RateCard card) {}

  CardIndex(List<? extends ListedCard> cards) {
    this.cards = List.copyOf(cards);
    for (ListedCard card : cards) {
      for (String model : card.models()) {
        add(model, card);
      }
    }
    longestPrefixFirst = new ArrayList<>(byPrefix.keySet());
    longestPrefixFirst.sort((one, other) -> other.length() - one.length());
    anyModel = exactly(ANY_MODEL);
  }

  private void add(String model, ListedCard card) {
    boolean family = model.endsWith(ANY_MODEL) && model.length() > 1;
    String name = family ? model.substring(0, model.length() - 1) : model;
    (family ? byPrefix : byName).computeIfAbsent(name, first -> new ArrayList<>()).add(card);
  }

  private static List<RateCard> strictestFirst(List<ListedCard> listed) {
    List<RateCard> cards = new ArrayList<>();
    for (ListedCard each : listed) {
      cards.add(each.card());
    }
    cards.sort((one, other) -> other.when().size() - one.when().size());
    return cards;
  }

  /** All of them, read. */
  List<RateCard> cards() {
    return cards.stream().map(ListedCard::card).toList();
  }

  /** All cards that may price the model, best first, in force or not. */
  List<RateCard> cards(String model) {
    Set<RateCard> own = new LinkedHashSet<>(List.of(of(model)));
    Stream.of(anyModel).filter(RateCard::users).forEach(own::add);
    return List.copyOf(own);
  }

  /** The name under which a card lists the model itself, not just its family; null if none does. */
  @Nullable String listed(String model) {
    for (String candidate : ModelNames.candidates(ModelNames.normalise(model))) {
      if (byName.containsKey(candidate) && !candidate.equals(ANY_MODEL)) {
        return candidate;
      }
    }
    return null;
  }

  /** The card for the first of these models that has a card in force. */
  @Nullable RateCard find(
      @Nullable String responseModel, @Nullable String requestModel, Attributes call, Instant at) {
    String deployment = call.get(Words.DEPLOYMENT);
    RateCard card = first(named(responseModel, deployment), call, at);
    if (card == null) {
      card = first(named(requestModel, deployment), call, at);
    }
    if (card == null) {
      card = first(exactly(deployment), call, at);
    }
    RateCard any = first(anyModel, call, at);
    return card == null || (any != null && isExemption(any, card)) ? any : card;
  }

  /** Whether a card of the user makes some calls free, whatever their models cost otherwise. */
  private static boolean isExemption(RateCard any, RateCard card) {
    return any.users() && any.free() != null && any.when().size() > card.when().size();
  }

  /** One of the overlays of this index combined with a card. */
  RateCard combine(RateCard overlay, RateCard base) {
    Map<String, Combined> known =
        combined.computeIfAbsent(overlay.id(), id -> new ConcurrentHashMap<>());
    Combined both = known.get(base.id());
    if (both == null || both.base() != base) {
      both = new Combined(base, overlay.over(base));
      known.put(base.id(), both);
    }
    return both.card();
  }

  /**
   * Whether a card that came into force on that day is for the model's family, of which several
   * snapshots are sold, and this snapshot is older: then the price of the snapshot itself is not
   * known.
   */
  boolean isOfAnotherSnapshot(String model, LocalDate from) {
    Boolean known = strangers.get(model);
    if (known == null) {
      String name = ModelNames.normalise(model);
      known = ModelNames.snapshot(name) != null && exactly(name).length == 0 && hasSiblings(name);
      if (strangers.size() >= REMEMBERED_NAMES) {
        strangers.clear();
      }
      strangers.put(model, known);
    }
    return known && isBefore(model, from);
  }

  private static boolean isBefore(String model, LocalDate day) {
    LocalDate snapshot = ModelNames.snapshot(ModelNames.normalise(model));
    return snapshot != null && snapshot.isBefore(day);
  }

  private boolean hasSiblings(String name) {
    String family = ModelNames.family(name);
    return byName.keySet().stream()
        .anyMatch(
            other ->
                other.startsWith(family)
                    && ModelNames.snapshot(other) != null
                    && ModelNames.family(other).equals(family));
  }

  private RateCard[] named(@Nullable String model, @Nullable String deployment) {
    if (model == null) {
      return NO_CARDS;
    }
    return model.equals(deployment) ? exactly(deployment) : of(model);
  }

  /**
   * A deployment is named by its owner, so it refers to a model only if it is spelt exactly like
   * one.
   */
  private RateCard[] exactly(@Nullable String deployment) {
    if (deployment == null) {
      return NO_CARDS;
    }
    RateCard[] known = read.get(deployment);
    return known == null ? read(deployment) : known;
  }

  private RateCard[] read(String name) {
    List<ListedCard> listed = byName.get(name);
    if (listed == null) {
      return NO_CARDS;
    }
    RateCard[] cards = strictestFirst(listed).toArray(RateCard[]::new);
    read.put(name, cards);
    return cards;
  }

  private RateCard[] of(String model) {
    RateCard[] cards = known.get(model);
    if (cards == null) {
      cards = resolve(ModelNames.normalise(model));
      if (known.size() >= REMEMBERED_NAMES) {
        known.clear();
      }
      known.put(model, cards);
    }
    return cards;
  }

  private RateCard[] resolve(String name) {
    List<RateCard> found = new ArrayList<>();
    for (String spelling : ModelNames.respelt(name)) {
      for (String candidate : ModelNames.candidates(spelling)) {
        found.addAll(List.of(exactly(candidate)));
      }
    }
    for (String spelling : ModelNames.respelt(name)) {
      addFamilies(spelling, found);
    }
    return found.toArray(RateCard[]::new);
  }

  private void addFamilies(String name, List<RateCard> found) {
    for (String prefix : longestPrefixFirst) {
      if (ModelNames.isOfFamily(name, prefix)) {
        found.addAll(strictestFirst(byPrefix.getOrDefault(prefix, List.of())));
      }
    }
  }

  private static @Nullable RateCard first(RateCard[] cards, Attributes call, Instant at) {
    for (RateCard card : cards) {
      if (card.inForce(at) && card.when().hold(call)) {
        return card;
      }
    }
    return null;
  }
}
