package io.costspan.ratecard;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names under which a card may list a model, derived from the name in a request or reply. */
public final class ModelNames {
  private static final Pattern PATH =
      Pattern.compile("^(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/");

  /**
   * The prefix of a Bedrock ARN before the name; an ARN of the user's own resources refers to no
   * model.
   */
  private static final Pattern ARN =
      Pattern.compile("^arn:[^/]*:(?:foundation-model|inference-profile)/");

  /** {@code -2024-08-06}, {@code -20240806}, {@code -08-2024}, {@code -04-17}, {@code -0613}. */
  private static final Pattern DATE =
      Pattern.compile(
          "[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{2}-\\d{4}|\\d{2}-\\d{2}|\\d{4}|\\d{3})$");

  /** Bedrock's inference profiles and versions: {@code us.anthropic.claude-x-v1:0}. */
  private static final Pattern GEO =
      Pattern.compile("^(?:us|eu|apac|au|jp|in|ca|us-gov|global)\\.(?=[a-z0-9]+\\.)");

  /** Dates of snapshots: {@code -2024-08-06}, {@code -20240806} and Mistral's {@code -2408}. */
  private static final Pattern DAY = Pattern.compile("-(?:20)?(\\d{2})-?(\\d{2})(?:-?(\\d{2}))?$");

  private static final Pattern VERSION = Pattern.compile("(?:-v\\d+)?(?::\\d+)?$");

  /** A version of two numbers, {@code 5-6} or {@code 4.5}, but not a date. */
  private static final Pattern DASHED = Pattern.compile("(?<!\\d)(\\d)-(?=\\d(?!\\d))");

  private static final Pattern DOTTED = Pattern.compile("(?<!\\d)(\\d)\\.(?=\\d(?!\\d))");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final String FINE_TUNED = "ft:";

  private static final int LAST_DAY = 31;

  private ModelNames() {}

  /** The spelling used in cards: lower case, without the path that some APIs put in front. */
  public static String normalise(String model) {
    String name = model.trim().toLowerCase(Locale.ROOT);
    if (name.contains("models/")) {
      name = PATH.matcher(name).replaceFirst("");
    }
    if (name.startsWith("arn:")) {
      name = ARN.matcher(name).replaceFirst("");
    }
    return name.startsWith(FINE_TUNED) ? name : name.replace('@', '-');
  }

  /** {@code ft:base:organisation::id} is priced as {@code ft:base}, never as {@code base}. */
  private static String fineTuned(String name) {
    int end = name.indexOf(':', FINE_TUNED.length());
    return end < 0 ? name : name.substring(0, end);
  }

  /**
   * The date of a snapshot; if the name has no day, the last one of its month, so that the snapshot
   * does not seem older than a price that came with it. Null if it has no date.
   */
  static @Nullable LocalDate snapshot(String name) {
    Matcher day = DAY.matcher(VERSION.matcher(name).replaceFirst(""));
    if (!day.find()) {
      return null;
    }
    int year = Integer.parseInt(day.group(1));
    int month = Integer.parseInt(day.group(2));
    int date = day.group(3) == null ? LAST_DAY : Integer.parseInt(day.group(3));
    boolean known = year >= 20 && month >= 1 && month <= 12 && date >= 1 && date <= LAST_DAY;
    YearMonth its = known ? YearMonth.of(2000 + year, month) : null;
    return its == null ? null : its.atDay(Math.min(date, its.lengthOfMonth()));
  }

  /** The name without date and version, such as {@code mistral-small} for its snapshots. */
  public static String family(String name) {
    return DATE.matcher(VERSION.matcher(name).replaceFirst("")).replaceFirst("");
  }

  /** The name itself, followed by shorter names for the same product, the best first. */
  static Set<String> candidates(String name) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    String sold = name.startsWith(FINE_TUNED) ? fineTuned(name) : name;
    addWithShorter(sold, names);
    addWithShorter(GEO.matcher(sold).replaceFirst(""), names);
    return names;
  }

  /**
   * The name as it is and with its version spelt differently: the vendors write {@code gpt-5.6} or
   * {@code claude-opus-4-5}, and others the other way round.
   */
  static Set<String> respelt(String name) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    names.add(DASHED.matcher(name).replaceAll("$1."));
    names.add(DOTTED.matcher(name).replaceAll("$1-"));
    return names;
  }

  private static void addWithShorter(String name, Set<String> names) {
    String unversioned = VERSION.matcher(name).replaceFirst("");
    String undated = DATE.matcher(unversioned).replaceFirst("");
    names.add(name);
    names.add(unversioned);
    names.add(undated);
    names.add(undated.replaceFirst("-latest$", ""));
  }

  /**
   * Whether {@code prefix*} may price the name. What follows the prefix must be a new word and not
   * a version: {@code gpt-5*} matches {@code gpt-5-2025-08-07} but neither {@code gpt-5.6-luna} nor
   * {@code gpt-55}, and {@code claude-opus-4*} does not match {@code claude-opus-4-8}.
   */
  static boolean isOfFamily(String name, String prefix) {
    if (!name.startsWith(prefix)) {
      return false;
    }
    String rest = name.substring(prefix.length());
    if (rest.isEmpty() || prefix.isEmpty()) {
      return true;
    }
    if (isSeparator(prefix.charAt(prefix.length() - 1))) {
      return true;
    }
    return isSeparator(rest.charAt(0)) && !startsWithVersion(rest.substring(1));
  }

  private static boolean startsWithVersion(String word) {
    Matcher number = NUMBER.matcher(word);
    if (!number.lookingAt()) {
      return false;
    }
    boolean snapshot =
        number.end() > 2 && (number.end() == word.length() || word.charAt(number.end()) == '-');
    return !snapshot;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '@' || c == ':' || c == '/';
  }
}
