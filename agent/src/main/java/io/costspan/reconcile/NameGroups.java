package io.costspan.reconcile;

import io.costspan.ratecard.ModelNames;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which names of a bill and of a ledger mean the same model. A name of the bill belongs to names of
 * the ledger that are equal; if there are none, to those that have the same words, as the price
 * table would find them, with a date or without; if there are none, to those with the same rate
 * card. Names that belong to one are one group.
 */
final class NameGroups {
  private final PriceTable prices;
  private final List<String> theirs;
  private final List<OwnName> ours;

  /** Of each name, their names first, an index that is nearer to the one of its group. */
  private final int[] parents;

  private final Map<String, String> labels = new HashMap<>();
  private final Map<OwnName, String> ownLabels = new HashMap<>();
  private final Set<String> matched = new TreeSet<>();

  NameGroups(Collection<String> theirs, Collection<OwnName> ours, PriceTable prices) {
    this.prices = prices;
    this.theirs = List.copyOf(theirs);
    this.ours = List.copyOf(ours);
    parents = new int[theirs.size() + ours.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = i;
    }
    List<BiPredicate<String, OwnName>> rules =
        List.of(NameGroups::isEqual, NameGroups::hasSameWords, this::hasSameCard);
    boolean[] known = new boolean[parents.length];
    for (BiPredicate<String, OwnName> rule : rules) {
      link(rule, known);
    }
    label(known);
  }

  private void link(BiPredicate<String, OwnName> rule, boolean[] known) {
    boolean[] before = known.clone();
    for (int t = 0; t < theirs.size(); t++) {
      for (int o = theirs.size(); o < parents.length; o++) {
        boolean open = !before[t] || !before[o];
        if (open && rule.test(theirs.get(t), ours.get(o - theirs.size()))) {
          parents[root(t)] = root(o);
          known[t] = true;
          known[o] = true;
        }
      }
    }
  }

  private int root(int index) {
    int root = index;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  private void label(boolean[] known) {
    Map<Integer, Set<String>> names = new HashMap<>();
    for (int t = 0; t < theirs.size(); t++) {
      names.computeIfAbsent(root(t), unseen -> new TreeSet<>()).add(theirs.get(t));
    }
    for (int o = 0; o < ours.size(); o++) {
      OwnName own = ours.get(o);
      Set<String> group = names.get(root(o + theirs.size()));
      String label = group == null ? own.shown() : String.join(", ", group);
      ownLabels.put(own, label);
      if (known[o + theirs.size()]) {
        matched.add(label);
      }
    }
    for (int t = 0; t < theirs.size(); t++) {
      labels.put(theirs.get(t), String.join(", ", names.getOrDefault(root(t), Set.of())));
    }
  }

  /** A service without models goes by the provider's name. */
  private static boolean isEqual(String their, OwnName own) {
    String name = ModelNames.normalise(their);
    return own.provider().equals(their) || ModelNames.normalise(own.shown()).equals(name);
  }

  private static boolean hasSameWords(String their, OwnName own) {
    ModelWords words = ModelWords.of(their);
    return agrees(words, own.responseModel()) || agrees(words, own.requestModel());
  }

  private static boolean agrees(ModelWords words, @Nullable String name) {
    return name != null && words.agreesWith(ModelWords.of(name));
  }

  private boolean hasSameCard(String their, OwnName own) {
    return hasSameCard(their, own.provider(), own.responseModel())
        || hasSameCard(their, own.provider(), own.requestModel());
  }

  private boolean hasSameCard(String their, String provider, @Nullable String model) {
    String card = card(provider, their.strip().replace(' ', '-'));
    return model != null
        && card != null
        && card.equals(card(provider, model))
        && ModelWords.of(their).hasDateOf(ModelWords.of(model));
  }

  private @Nullable String card(String provider, String model) {
    return prices.cards(provider, model).stream()
        .filter(card -> !card.models().contains(RateCard.WHATEVER))
        .map(RateCard::id)
        .findFirst()
        .orElse(null);
  }

  /** The name of the group of a name on the bill. */
  String label(String their) {
    return labels.getOrDefault(their, their);
  }

  /** The name of the group of a name in the ledger. */
  String label(OwnName own) {
    return ownLabels.getOrDefault(own, own.shown());
  }

  /** Whether the group has names on both sides. */
  boolean isMatched(String label) {
    return matched.contains(label);
  }
}
