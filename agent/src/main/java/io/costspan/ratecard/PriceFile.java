package io.costspan.ratecard;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cards of one price file, {@code {"cards": [...]}}: all of them, or none if one is wrong. */
final class PriceFile {
  private final Map<String, RateCard> cards = new LinkedHashMap<>();

  private PriceFile() {}

  /**
   * Reads and checks a file. A provider file, which may lie among the user's, has no cards.
   *
   * @param users whether it is one of the user's
   * @param others finds cards of other files for {@code like}
   * @throws JsonException naming file, line, what is wrong and how to mend it
   */
  static PriceFile read(String name, InputStream in, boolean users, CardFinder others)
      throws IOException {
    JsonValue root = JsonValue.parse(name, in);
    PriceFile file = new PriceFile();
    if (root.get("provider") != null) {
      return file;
    }
    root.allow(Set.of("cards"));
    Map<String, List<RateCard>> byModel = new HashMap<>();
    for (JsonValue json : root.need("cards").items()) {
      RateCard card = CardReader.read(json, users, id -> file.find(id, others));
      file.refuseSameId(card, json);
      refuseOverlap(card, byModel, json);
      file.cards.put(card.id(), card);
    }
    return file;
  }

  List<RateCard> cards() {
    return List.copyOf(cards.values());
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

  private static void refuseOverlap(
      RateCard card, Map<String, List<RateCard>> byModel, JsonValue json) {
    for (String model : card.models()) {
      List<RateCard> others = byModel.computeIfAbsent(key(card, model), key -> new ArrayList<>(1));
      for (RateCard other : others) {
        if (startsBefore(card.from(), other.until()) && startsBefore(other.from(), card.until())) {
          throw json.error(
              "\""
                  + model
                  + "\" has two prices at one time: also "
                  + other.id()
                  + ", "
                  + other.place()
                  + "; end the older with \"until\"");
        }
      }
      others.add(card);
    }
  }

  private static String key(RateCard card, String model) {
    String key = card.provider().concat(" ").concat(model);
    return card.when().isEmpty() ? key : key + card.when();
  }

  private static boolean startsBefore(@Nullable LocalDate from, @Nullable LocalDate until) {
    return from == null || until == null || from.isBefore(until);
  }
}
