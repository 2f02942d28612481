package io.costspan.ratecard;

import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.condition.Known;
import io.costspan.health.NearMiss;
import java.util.ArrayList;
import java.util.HashMap;
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

  /**
   * Words whose values people choose themselves, or which have too many values to detect typing
   * errors.
   */
  private static final Set<String> FREE =
      Set.of(
          "host",
          "path",
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
  private boolean learnt;

  /**
   * @param told the values that readers of provider files can produce, by attribute
   */
  public Vocabulary(Map<String, Known> told) {
    this.told = told;
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

  /** The values in a card's conditions that no call can have, one line each. */
  Set<String> unheard(RateCard card) {
    Set<String> unheard = new TreeSet<>();
    for (Conditions<Attributes> when : conditions(card)) {
      when.accepted()
          .forEach(
              (word, accepted) ->
                  values(accepted).stream()
                      .map(text -> unheard(word, text))
                      .filter(message -> message != null)
                      .forEach(unheard::add));
    }
    return unheard;
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
