package io.costspan.ratecard;

import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.condition.Known;
import io.costspan.health.NearMiss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that conditions of cards may test, derived from what calls can have and what bundled
 * cards test.
 */
public final class Vocabulary {
  /** A literal value: not a pattern, bound or hours, and not a number, size or region. */
  private static final Pattern TEXT = Pattern.compile("[A-Za-z][A-Za-z_-]*");

  private static final String HOST = "host";
  private static final String PATH = "path";

  /** What every call has, whoever the provider is. */
  private static final Set<String> OF_EVERY_CALL =
      Set.of(HOST, PATH, Words.CONTEXT, Words.OPERATION, Words.TIME, Words.WEEKDAY);

  /**
   * Words whose values people choose themselves, or which have too many values to detect typing
   * errors.
   */
  private static final Set<String> FREE =
      Set.of(
          HOST,
          PATH,
          Words.DEPLOYMENT,
          "region",
          "hardware",
          "feature",
          "features",
          Words.TIME,
          Words.WEEKDAY);

  /**
   * The length from which a text may have two typing errors; {@code au} is not a misspelt {@code
   * eu}.
   */
  private static final int LONG = 5;

  private final Map<String, Set<String>> texts = new HashMap<>();
  private final Map<String, Known> told;
  private final Map<String, Set<String>> given;
  private boolean learnt;

  /**
   * @param told the values that readers of provider files can produce, by attribute
   * @param given the attributes that calls can have, by provider
   */
  public Vocabulary(Map<String, Known> told, Map<String, Set<String>> given) {
    this.told = told;
    this.given = given;
    told.forEach((word, known) -> of(word).addAll(known.texts()));
  }

  /** Reads the bundled cards when they are first needed. */
  private void learn() {
    PriceTable bundled = PriceTables.bundled().current();
    for (String provider : learnt ? Set.<String>of() : bundled.providers()) {
      bundled.cards(provider).forEach(this::learn);
    }
    learnt = true;
  }

  private void learn(RateCard card) {
    for (Conditions<Attributes> when : conditions(card)) {
      when.accepted().forEach((word, accepted) -> of(word).addAll(values(accepted)));
    }
  }

  private Set<String> of(String word) {
    return texts.computeIfAbsent(word, name -> new TreeSet<>());
  }

  private static List<Conditions<Attributes>> conditions(RateCard card) {
    List<Conditions<Attributes>> all = new ArrayList<>(List.of(card.when()));
    card.rates().forEach(rate -> all.add(rate.when()));
    card.factors().forEach(factor -> all.add(factor.when()));
    return all;
  }

  private static List<String> values(Accepted accepted) {
    return Stream.of(accepted.texts().toArray(new String[0]))
        .filter(text -> text != null && TEXT.matcher(text).matches())
        .toList();
  }

  /**
   * The attributes and values in a card's own conditions that no call can have, one line each.
   *
   * @param like the card whose lines the card has as well, null if there is none
   */
  Set<String> unheard(RateCard card, @Nullable RateCard like) {
    Set<String> unheard = new TreeSet<>();
    for (Conditions<Attributes> when : own(card, like)) {
      when.accepted().forEach((word, accepted) -> unheard.addAll(unheard(card, word, accepted)));
    }
    return unheard;
  }

  private static List<Conditions<Attributes>> own(RateCard card, @Nullable RateCard like) {
    List<Conditions<Attributes>> own = conditions(card);
    if (like != null) {
      Set<Conditions<Attributes>> its = Collections.newSetFromMap(new IdentityHashMap<>());
      its.addAll(conditions(like));
      own.removeIf(its::contains);
    }
    return own;
  }

  private List<String> unheard(RateCard card, String word, Accepted accepted) {
    String message = ungiven(card, word, accepted);
    return message == null
        ? values(accepted).stream().flatMap(text -> Stream.ofNullable(unheard(word, text))).toList()
        : List.of(message);
  }

  /**
   * What is wrong with an attribute that no call of the provider has; null if nothing is. A card
   * for a host or a path may be meant for a gateway, which gives attributes of its own.
   */
  private @Nullable String ungiven(RateCard card, String word, Accepted accepted) {
    Set<String> its = given.get(card.provider());
    Set<String> ofCard = card.when().accepted().keySet();
    if (its == null
        || OF_EVERY_CALL.contains(word)
        || its.contains(word)
        || ofCard.contains(HOST)
        || ofCard.contains(PATH)
        || accepted.test(null)
        || accepted.test(Words.meaningOfAbsence(word))
        || isAskedFor(card.provider(), word)) {
      return null;
    }
    List<String> known = its.stream().filter(Words::isKnown).sorted().toList();
    String near = NearMiss.of(word, known, word.length() < LONG ? 1 : 2);
    return "no call of %s has \"%s\"; %s"
        .formatted(
            card.provider(),
            word,
            near == null
                ? "its attributes are "
                    + String.join(", ", known)
                    + "; or check the provider file too"
                : "did you mean \"" + near + "\"?");
  }

  /**
   * Whether a bundled card of the provider asks for it: for plans, for example, that no reply
   * shows.
   */
  private static boolean isAskedFor(String provider, String word) {
    return PriceTables.bundled().current().cards(provider).stream()
        .flatMap(card -> conditions(card).stream())
        .anyMatch(when -> when.accepted().containsKey(word));
  }

  private @Nullable String unheard(String word, String text) {
    Known known = told.get(word);
    if (FREE.contains(word) || known == null || text.equals(Words.meaningOfAbsence(word))) {
      return null;
    }
    Set<String> all = of(word);
    if (!all.contains(text)) {
      learn();
    }
    if (all.contains(text)) {
      return null;
    }
    if (known.open() && text.length() < LONG - 1) {
      return null;
    }
    String near = NearMiss.of(text, all, text.length() < LONG ? 1 : 2);
    if (near != null) {
      return said(word, text) + "did you mean \"" + near + "\"?";
    }
    return known.open()
        ? null
        : said(word, text)
            + "known values are "
            + String.join(", ", all)
            + "; or check the provider file too";
  }

  private static String said(String word, String text) {
    return "no call has \"" + word + "\": \"" + text + "\"; ";
  }
}
