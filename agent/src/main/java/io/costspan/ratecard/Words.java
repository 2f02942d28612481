package io.costspan.ratecard;

import static java.util.Map.entry;

import io.costspan.condition.Accepted;
import io.costspan.condition.Asked;
import io.costspan.condition.Conditions;
import io.costspan.json.JsonValue;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words that {@code when} may use. A closed list, because a misspelt word would never match and
 * the price would be silently wrong. Words that begin with {@code x_} are the user's own.
 */
final class Words {
  static final String CONTEXT = "context";
  static final String TIME = "time";
  static final String WEEKDAY = "weekday";
  static final String OPERATION = "operation";
  static final String DEPLOYMENT = "deployment";

  private static final String NO_DEFAULT = "";

  /** The value that the absence of a word means, by word. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          entry("modality", "text"),
          entry("service_tier", "standard"),
          entry("speed", "standard"),
          entry("ttl", "5m"),
          entry("audio", NO_DEFAULT),
          entry(CONTEXT, NO_DEFAULT),
          entry(DEPLOYMENT, NO_DEFAULT),
          entry("feature", NO_DEFAULT),
          entry("features", NO_DEFAULT),
          entry("format", NO_DEFAULT),
          entry("geo", NO_DEFAULT),
          entry("hardware", NO_DEFAULT),
          entry("host", NO_DEFAULT),
          entry("inference_geo", NO_DEFAULT),
          entry("kind", NO_DEFAULT),
          entry("language", NO_DEFAULT),
          entry(OPERATION, NO_DEFAULT),
          entry("path", NO_DEFAULT),
          entry("plan", NO_DEFAULT),
          entry("quality", NO_DEFAULT),
          entry("region", NO_DEFAULT),
          entry("resolution", NO_DEFAULT),
          entry("results", NO_DEFAULT),
          entry("search_context", NO_DEFAULT),
          entry("search_type", NO_DEFAULT),
          entry("seconds", NO_DEFAULT),
          entry("size", NO_DEFAULT),
          entry("spillover", NO_DEFAULT),
          entry("steps", NO_DEFAULT),
          entry("style", NO_DEFAULT),
          entry("thinking", NO_DEFAULT),
          entry(TIME, NO_DEFAULT),
          entry("tool", NO_DEFAULT),
          entry("voice", NO_DEFAULT),
          entry(WEEKDAY, NO_DEFAULT));

  private static final Conditions<Attributes> ALWAYS = Conditions.parse(null, Words::word);

  /**
   * A word in a condition.
   *
   * @param absent the value that its absence means, null if there is none
   */
  private record Word(String name, @Nullable String absent) implements Asked<Attributes> {
    @Override
    public @Nullable Object value(Attributes attributes) {
      String value = attributes.get(name);
      return value == null ? absent : value;
    }

    /** Some words have only numbers as values. */
    @Override
    public boolean meets(Attributes attributes, Accepted accepted) {
      long number = accepted.numbers() ? attributes.number(name) : -1;
      if (number >= 0) {
        return accepted.testNumber(number);
      }
      String value = attributes.get(name);
      return accepted.test(value) || (value == null && absent != null && accepted.test(absent));
    }
  }

  private Words() {}

  /** Reads a {@code when}; null means no conditions. */
  static Conditions<Attributes> conditions(@Nullable JsonValue when) {
    return when == null ? ALWAYS : Conditions.parse(when, Words::word);
  }

  private static Word word(JsonValue at, String name) {
    if (!isKnown(name)) {
      throw at.error(
          "unknown attribute \""
              + name
              + "\"; begin your own with \"x_\"; known attributes are: "
              + list());
    }
    if (name.equals(WEEKDAY)) {
      at.texts().forEach(day -> checkWeekday(at, day));
    }
    if (name.equals(TIME) && !Accepted.parse(name, at).numbers()) {
      throw at.error(at + " is not a value for \"time\"; write UTC hours such as \"16:30-00:30\"");
    }
    return new Word(name, meaningOfAbsence(name));
  }

  private static void checkWeekday(JsonValue at, String day) {
    if (!Attributes.WEEKDAYS.contains(day)) {
      String days = String.join(", ", Attributes.WEEKDAYS);
      throw at.error("\"" + day + "\" is not a weekday; write " + days);
    }
  }

  static boolean isKnown(String word) {
    return KNOWN.containsKey(word) || word.startsWith("x_");
  }

  /** The value assumed for a call without that attribute, null if there is none. */
  static @Nullable String meaningOfAbsence(String word) {
    String meaning = KNOWN.getOrDefault(word, NO_DEFAULT);
    return meaning.isEmpty() ? null : meaning;
  }

  static String list() {
    return String.join(", ", new TreeSet<>(KNOWN.keySet()));
  }
}
