package io.costspan.ratecard;

import io.costspan.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A card's, line's or factor's {@code when}: all words must hold, any of a word's values will do.
 */
public final class Conditions {
  static final Conditions ALWAYS = new Conditions(Map.of(), "");

  private final Map<String, List<Expected>> byWord;
  private final String[] words;
  private final Expected[][] expected;
  private final String text;

  private Conditions(Map<String, List<Expected>> byWord, String text) {
    this.byWord = byWord;
    this.words = byWord.keySet().toArray(String[]::new);
    this.expected =
        byWord.values().stream()
            .map(any -> any.toArray(Expected[]::new))
            .toArray(Expected[][]::new);
    this.text = text;
  }

  /** Reads {@code {"word": "value" or ["values"]}}; null means no conditions. */
  static Conditions read(@Nullable JsonValue json) {
    if (json == null) {
      return ALWAYS;
    }
    Map<String, List<Expected>> byWord = new TreeMap<>();
    Map<String, String> shown = new TreeMap<>();
    json.members()
        .forEach(
            (word, values) -> {
              byWord.put(word, readWord(word, values));
              shown.put(word, String.join("|", values.texts()));
            });
    return new Conditions(byWord, shown.toString());
  }

  private static List<Expected> readWord(String word, JsonValue values) {
    if (!Words.isKnown(word)) {
      throw values.error(
          "unknown attribute \""
              + word
              + "\"; start own ones with \"x_\", known are: "
              + Words.list());
    }
    return values.texts().stream().map(text -> readValue(word, text, values)).toList();
  }

  private static Expected readValue(String word, String text, JsonValue at) {
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
    return words.length;
  }

  public boolean isEmpty() {
    return words.length == 0;
  }

  /** Whether all words hold. */
  public boolean hold(Attributes attributes) {
    for (int i = 0; i < words.length; i++) {
      if (!holds(expected[i], words[i], attributes)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Expected[] any, String word, Attributes attributes) {
    String value = attributes.get(word);
    if (value == null) {
      value = Words.meaningOfAbsence(word);
    }
    if (value != null) {
      for (Expected one : any) {
        if (one.accepts(value)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether these hold wherever the others hold. */
  boolean cover(Conditions others) {
    return byWord.entrySet().stream()
        .allMatch(mine -> coverWord(mine.getValue(), others.byWord.get(mine.getKey())));
  }

  private static boolean coverWord(List<Expected> mine, @Nullable List<Expected> others) {
    return others != null
        && others.stream().allMatch(other -> mine.stream().anyMatch(one -> one.covers(other)));
  }

  /** The same conditions without some words. */
  Conditions without(Iterable<String> words) {
    Map<String, List<Expected>> rest = new TreeMap<>(byWord);
    words.forEach(rest::remove);
    return new Conditions(rest, rest.keySet().toString());
  }

  /**
   * For people, such as {@code {quality=hd, size=1024x1792|1792x1024}}; empty if there are none.
   */
  @Override
  public String toString() {
    return text;
  }
}
