package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Cards of a provider that sells the models of another provider at the same prices. */
final class Likes {
  private Likes() {}

  /**
   * For each card of the other provider whose models have no card here yet, adds a card that is
   * like it.
   *
   * @param like {@code provider}, {@code model} patterns (none for all) and {@code note}
   */
  static void add(
      String provider,
      JsonValue like,
      Map<String, List<Map<String, Object>>> all,
      LocalDate newest) {
    List<Map<String, Object>> own = all.get(provider);
    List<Map<String, Object>> others = all.get(like.need("provider").text());
    if (own == null || others == null) {
      throw like.error("there is no recipe for one of the two providers");
    }
    Predicate<String> models = Globs.of(like.textsOf("model"));
    Set<String> taken = new HashSet<>();
    own.forEach(card -> taken.addAll(names(card)));
    Set<String> respelt = new HashSet<>();
    taken.forEach(name -> respelt.add(spelling(name)));
    for (Map<String, Object> other : List.copyOf(others)) {
      List<String> free = new ArrayList<>(names(other));
      free.removeIf(name -> taken.contains(name) || !models.test(name));
      List<String> spelt = new ArrayList<>(free);
      spelt.removeIf(name -> !respelt.contains(spelling(name)));
      free.removeAll(spelt);
      if (!free.isEmpty()) {
        own.add(card(provider, like, other, free));
      }
      if (!spelt.isEmpty() && isBefore(other.get("from"), newest)) {
        Map<String, Object> card = card(provider, like, other, spelt);
        if (!free.isEmpty()) {
          card.put("id", card.get("id") + "/respelt");
        }
        own.add(ended(card, newest));
      }
    }
  }

  /**
   * Names that differ only in these characters refer to one model, whose own card here is found for
   * both.
   */
  private static String spelling(String name) {
    return name.replace('.', '-');
  }

  private static boolean isBefore(@Nullable Object day, LocalDate newest) {
    return day == null || LocalDate.parse(day.toString()).isBefore(newest);
  }

  private static Map<String, Object> ended(Map<String, Object> card, LocalDate newest) {
    Object until = card.get("until");
    Map<String, Object> ended = new LinkedHashMap<>();
    card.forEach(
        (word, value) -> {
          if (word.equals("like")) {
            ended.put(
                "until", isBefore(until, newest) && until != null ? until : newest.toString());
          }
          if (!word.equals("until")) {
            ended.put(word, value);
          }
        });
    return ended;
  }

  private static Map<String, Object> card(
      String provider, JsonValue like, Map<String, Object> other, List<String> names) {
    String otherId = String.valueOf(other.get("id"));
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("id", provider + "/" + otherId);
    card.put("provider", provider);
    card.put("model", names);
    for (String word : List.of("from", "until")) {
      Object day = other.get(word);
      if (day != null) {
        card.put(word, day);
      }
    }
    card.put("like", otherId);
    card.put("confidence", "derived");
    card.put("note", like.need("note").text());
    return card;
  }

  private static List<String> names(Map<String, Object> card) {
    return Recipe.texts(card.get("model"));
  }
}
