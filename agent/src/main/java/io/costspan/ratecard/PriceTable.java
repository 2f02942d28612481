package io.costspan.ratecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All rate cards together: the user's files in their order, followed by the bundled ones. The first
 * request for a provider reads its bundled file; {@link #prepare} does so beforehand, not on an
 * application thread.
 */
public final class PriceTable {
  private static final CardIndex[] NO_CARDS = {};

  private final String version;
  private final BundledCards bundled;
  private final List<PriceFile> userFiles;
  private final boolean whole;
  private final boolean provisional;
  private final SortedSet<String> providers;
  private final Map<String, CardIndex[]> layers = new ConcurrentHashMap<>();

  PriceTable(
      String version,
      BundledCards bundled,
      List<PriceFile> userFiles,
      boolean whole,
      boolean provisional) {
    this.whole = whole;
    this.provisional = provisional;
    this.version = version;
    this.bundled = bundled;
    this.userFiles = List.copyOf(userFiles);
    this.providers = new TreeSet<>(bundled.providers());
    for (PriceFile file : userFiles) {
      providers.addAll(file.providers());
    }
  }

  /** Identifies the exact content, for signals and ledger, such as {@code 2026-08-21}. */
  public String version() {
    return version;
  }

  /**
   * How many days before that one the bundled prices were compared with their sources; their
   * version is a date.
   */
  public long ageDays(LocalDate today) {
    return ChronoUnit.DAYS.between(LocalDate.parse(bundled.version()), today);
  }

  /**
   * Whether all of the user's files have been read. As long as one of them has not, any price may
   * be different.
   */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Whether the prices of a URL are missing because it has not answered yet, or nothing valid.
   * Until it does, all prices are guesses.
   */
  public boolean isProvisional() {
    return provisional;
  }

  /** All providers with cards. */
  public SortedSet<String> providers() {
    return Collections.unmodifiableSortedSet(providers);
  }

  /** Reads the provider's cards, so that no call has to wait for them. */
  public void prepare(String provider) {
    layers(provider);
  }

  /** The providers whose cards have been read. */
  Set<String> prepared() {
    return layers.keySet();
  }

  /** All cards of a provider, the user's first. */
  public List<RateCard> cards(String provider) {
    List<RateCard> cards = new ArrayList<>();
    for (CardIndex layer : layers(provider)) {
      cards.addAll(layer.cards());
    }
    return cards;
  }

  /** The bundled card with that id; null for the id of a user's card. */
  public @Nullable RateCard bundled(String id) {
    return bundled.find(id);
  }

  /**
   * All cards that may price the model, the best first, regardless of their dates and conditions.
   */
  public List<RateCard> cards(String provider, String model) {
    return cards(layers(provider), 0, model);
  }

  private static List<RateCard> cards(CardIndex[] layers, int from, String model) {
    List<RateCard> cards = new ArrayList<>();
    for (int i = from; i < layers.length; i++) {
      for (RateCard card : layers[i].cards(model)) {
        if (card.isOverlay()) {
          String name = card.as() == null ? model : card.as();
          for (RateCard base : cards(layers, i + 1, name)) {
            cards.add(layers[i].combine(card, base));
          }
        } else {
          cards.add(card);
        }
      }
    }
    return cards;
  }

  /**
   * The card that prices a call, or null if none does. A card of the user takes precedence over a
   * bundled one, the model that answered over the requested one, and a snapshot over its alias.
   *
   * @param call the attributes on which cards may depend
   * @param at start of the call
   */
  public @Nullable RateCard find(
      String provider,
      @Nullable String responseModel,
      @Nullable String requestModel,
      Attributes call,
      Instant at) {
    return find(layers(provider), 0, responseModel, requestModel, call, at);
  }

  /**
   * The name under which a card lists the model; null if none does, although a card for a family or
   * for any model may price it.
   */
  public @Nullable String listed(String provider, String model) {
    for (CardIndex layer : layers(provider)) {
      String name = layer.listed(model);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable RateCard find(
      CardIndex[] layers,
      int from,
      @Nullable String responseModel,
      @Nullable String requestModel,
      Attributes call,
      Instant at) {
    for (int i = from; i < layers.length; i++) {
      RateCard card = layers[i].find(responseModel, requestModel, call, at);
      if (card != null && card.isOverlay()) {
        RateCard base =
            card.as() == null
                ? find(layers, i + 1, responseModel, requestModel, call, at)
                : find(layers, i + 1, null, card.as(), call, at);
        return base == null ? null : layers[i].combine(card, base);
      }
      if (card != null) {
        return card;
      }
    }
    return null;
  }

  /**
   * Whether a bundled card for a family prices a snapshot that is older than the card, which is at
   * best an estimate.
   */
  public boolean isOfAnotherSnapshot(String provider, String model, RateCard card) {
    LocalDate from = card.users() ? null : card.from();
    if (from == null) {
      return false;
    }
    CardIndex[] layers = layers(provider);
    return layers.length > 0 && layers[layers.length - 1].isOfAnotherSnapshot(model, from);
  }

  private CardIndex[] layers(String provider) {
    CardIndex[] known = layers.get(provider);
    if (known != null) {
      return known;
    }
    // A gateway may name any provider, so providers without cards must not fill the heap.
    return providers.contains(provider) ? layers.computeIfAbsent(provider, this::index) : NO_CARDS;
  }

  private CardIndex[] index(String provider) {
    List<CardIndex> indexes = new ArrayList<>();
    for (PriceFile file : userFiles) {
      addIndexes(file.cards(provider), indexes);
    }
    addIndex(bundled.listed(provider), indexes);
    return indexes.toArray(NO_CARDS);
  }

  /** An overlay changes the cards below it, so it has an index of its own. */
  private static void addIndexes(List<RateCard> cards, List<CardIndex> indexes) {
    List<RateCard> together = new ArrayList<>();
    for (RateCard card : cards) {
      if (card.isOverlay()) {
        addIndex(together, indexes);
        indexes.add(new CardIndex(List.of(card)));
        together.clear();
      } else {
        together.add(card);
      }
    }
    addIndex(together, indexes);
  }

  private static void addIndex(List<? extends ListedCard> cards, List<CardIndex> indexes) {
    if (!cards.isEmpty()) {
      indexes.add(new CardIndex(cards));
    }
  }
}
