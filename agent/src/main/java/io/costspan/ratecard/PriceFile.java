package io.costspan.ratecard;

import io.costspan.json.AllErrors;
import io.costspan.json.AllErrors.Part;
import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cards of one price file, {@code {"cards": [...]}}: all of them, or none if one is invalid.
 */
final class PriceFile {
  /** Several times the number of rows of all public tables together. */
  private static final int CARDS_LIMIT = 20_000;

  private final Map<String, RateCard> cards = new LinkedHashMap<>();
  private final Map<String, List<RateCard>> byProvider = new HashMap<>();

  PriceFile() {}

  /**
   * Checks a file and reads its cards. A provider file, which may be among the user's files, has no
   * cards.
   *
   * @param users whether the file is one of the user's
   * @param others finds cards of other files for {@code like}
   * @throws JsonException with file, line, what is wrong and how to correct it
   */
  static PriceFile read(JsonValue root, boolean users, CardFinder others) {
    return read(
        root,
        users,
        others,
        refusal -> {
          throw refusal;
        });
  }

  /**
   * Checks a file and reads its cards, but continues after an invalid card.
   *
   * @param refused receives what is wrong with each invalid card
   */
  static PriceFile read(
      JsonValue root, boolean users, CardFinder others, Consumer<JsonException> refused) {
    PriceFile file = new PriceFile();
    if (root.get("provider") != null) {
      return file;
    }
    root.allow(Set.of("cards"));
    List<JsonValue> cards = root.need("cards").items();
    if (cards.size() > CARDS_LIMIT) {
      throw root.need("cards")
          .error("more than " + CARDS_LIMIT + " cards; keep only those you need");
    }
    Periods periods = new Periods();
    for (JsonValue json : cards) {
      try {
        file.add(json, users, others, periods);
      } catch (JsonException e) {
        refused.accept(e);
        file.others(e, json, users, others).forEach(refused);
      }
    }
    return file;
  }

  /** What else is wrong with a card. */
  private List<JsonException> others(
      JsonException first, JsonValue json, boolean users, CardFinder others) {
    return AllErrors.of(
            json, card -> CardReader.read(card, users, id -> find(id, others)), PriceFile::part)
        .stream()
        .filter(error -> !String.valueOf(error.getMessage()).equals(first.getMessage()))
        .toList();
  }

  /** Of a card that is wrong there what to leave out, so that the rest can be looked at. */
  private static @Nullable Part part(List<String> path) {
    return switch (path.get(0)) {
      case "id", "provider", "model" -> new Part(1, "\"x\"");
      case "price", "times" -> new Part(Math.min(2, path.size()), null);
      case "like", "as" -> null;
      default -> new Part(1, null);
    };
  }

  /**
   * Adds a card. Refuses one that is invalid by itself or in combination with those already
   * present.
   */
  void add(JsonValue json, boolean users, CardFinder others, Periods periods) {
    RateCard card = CardReader.read(json, users, id -> find(id, others));
    refuseSameId(card, json);
    refuseOverlap(card, periods, json);
    cards.put(card.id(), card);
    byProvider.computeIfAbsent(card.provider(), provider -> new ArrayList<>()).add(card);
  }

  List<RateCard> cards() {
    return List.copyOf(cards.values());
  }

  Set<String> providers() {
    return byProvider.keySet();
  }

  /** The cards of a provider, in the order of the file. */
  List<RateCard> cards(String provider) {
    return byProvider.getOrDefault(provider, List.of());
  }

  @Nullable RateCard find(String id) {
    return cards.get(id);
  }

  private @Nullable RateCard find(String id, CardFinder others) {
    RateCard own = cards.get(id);
    return own == null ? others.find(id) : own;
  }

  private void refuseSameId(RateCard card, JsonValue json) {
    RateCard same = cards.get(card.id());
    if (same != null) {
      throw json.error(
          "the id \"" + card.id() + "\" is taken by " + same.place() + "; choose another");
    }
  }

  private static void refuseOverlap(RateCard card, Periods periods, JsonValue json) {
    for (String model : card.models()) {
      RateCard other = periods.add(card, model);
      if (other != null) {
        throw json.error(
            "\""
                + model
                + "\" has two prices at the same time: also "
                + other.id()
                + ", "
                + other.place()
                + "; end the older one with \"until\"");
      }
    }
  }
}
