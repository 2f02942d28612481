package io.costspan.ratecard;

import static java.util.stream.Collectors.joining;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A card's, line's or factor's {@code when}: all words must hold, any of a word's values will do.
 */
public final class Conditions {
  static final Conditions ALWAYS = new Conditions(new TreeMap<>());

  private final SortedMap<String, List<Expected>> byWord;
  private final Clause[] clauses;

  private Conditions(SortedMap<String, List<Expected>> byWord) {
    this.byWord = byWord;
    clauses = new Clause[byWord.size()];
    int i = 0;
    for (Map.Entry<String, List<Expected>> entry : byWord.entrySet()) {
      clauses[i++] = new Clause(entry.getKey(), entry.getValue());
    }
  }

  /** Reads {@code {"word": "value" or ["values"]}}; null means no conditions. */
  static Conditions read(@Nullable JsonValue json) {
    if (json == null) {
      return ALWAYS;
    }
    SortedMap<String, List<Expected>> byWord = new TreeMap<>();
    for (Map.Entry<String, JsonValue> member : json.members().entrySet()) {
      byWord.put(member.getKey(), readWord(member.getKey(), member.getValue()));
    }
    return new Conditions(byWord);
  }

  private static List<Expected> readWord(String word, JsonValue values) {
    if (!Words.isKnown(word)) {
      throw values.error(
          "unknown attribute \""
              + word
              + "\"; start own ones with \"x_\", known are: "
              + Words.list());
    }
    List<Expected> any = new ArrayList<>();
    for (String text : values.texts()) {
      any.add(readValue(word, text, values));
    }
    return any;
  }

  private static Expected readValue(String word, String text, JsonValue at) {
    if (word.equals(Words.WEEKDAY) && !Attributes.WEEKDAYS.contains(text)) {
      String days = String.join(", ", Attributes.WEEKDAYS);
      throw at.error("\"" + text + "\" is no weekday; write " + days);
    }
    Expected value = Expected.parse(word, text);
    if (value == null) {
      throw at.error(
          "\""
              + text
              + "\" is no value for \""
              + word
              + "\"; write a word, a bound such as \">272000\" or UTC hours such as"
              + " \"16:30-00:30\"");
    }
    return value;
  }

  int size() {
    return clauses.length;
  }

  public boolean isEmpty() {
    return clauses.length == 0;
  }

  /** Whether all words hold. */
  public boolean hold(Attributes attributes) {
    for (Clause clause : clauses) {
      if (!clause.holds(attributes)) {
        return false;
      }
    }
    return true;
  }

  /** Whether these hold wherever the others hold. */
  boolean cover(Conditions others) {
    for (Map.Entry<String, List<Expected>> own : byWord.entrySet()) {
      List<Expected> theirs = others.byWord.get(own.getKey());
      if (theirs == null || !coverAll(own.getValue(), theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean coverAll(List<Expected> any, List<Expected> others) {
    for (Expected other : others) {
      if (!coverOne(any, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean coverOne(List<Expected> any, Expected other) {
    for (Expected one : any) {
      if (one.covers(other)) {
        return true;
      }
    }
    return false;
  }

  /** These and the others, of which those count whose words are not named here. */
  Conditions and(Conditions others) {
    SortedMap<String, List<Expected>> both = new TreeMap<>(others.byWord);
    both.putAll(byWord);
    return new Conditions(both);
  }

  /** The same conditions without some words. */
  Conditions without(Iterable<String> words) {
    SortedMap<String, List<Expected>> rest = new TreeMap<>(byWord);
    words.forEach(rest::remove);
    return new Conditions(rest);
  }

  /** The words and what is accepted of each, as a card would say it. */
  public SortedMap<String, List<String>> texts() {
    SortedMap<String, List<String>> texts = new TreeMap<>();
    byWord.forEach((word, any) -> texts.put(word, any.stream().map(Expected::toString).toList()));
    return texts;
  }

  /**
   * For people, such as {@code {quality=hd, size=1024x1792|1792x1024}}; empty if there are none.
   */
  @Override
  public String toString() {
    return byWord.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + join(entry.getValue()))
        .collect(
            Collectors.collectingAndThen(
                joining(", "), all -> all.isEmpty() ? "" : "{" + all + "}"));
  }

  private static String join(List<Expected> any) {
    return any.stream().map(Expected::toString).collect(joining("|"));
  }
}
