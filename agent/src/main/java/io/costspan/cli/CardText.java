package io.costspan.cli;

import io.costspan.condition.Conditions;
import io.costspan.ratecard.Band;
import io.costspan.ratecard.Factor;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rate card as text for people. */
final class CardText {
  private static final Set<UsageMeter> TOKENS =
      Stream.of(UsageMeter.values())
          .filter(UsageMeter::isTokens)
          .collect(Collectors.toUnmodifiableSet());

  private final RateCard card;

  CardText(RateCard card) {
    this.card = card;
  }

  @Override
  public String toString() {
    return head() + lines();
  }

  private String head() {
    Table head = new Table(card.id(), card.provider() + ": " + String.join(", ", card.models()));
    head.add("  in force", days(card.from(), card.until()));
    if (!card.when().isEmpty()) {
      head.add("  when", card.when().toString());
    }
    if (!card.used().isEmpty()) {
      head.add("  used", new TreeMap<>(card.used()).toString());
    }
    if (card.free() != null) {
      head.add("  free", card.free());
    }
    head.add("  source", card.source());
    if (card.like() != null) {
      head.add("  like", like(card));
    }
    if (card.isDated()) {
      head.add("  checked", card.checked() + ", " + card.confidence());
    } else if (!card.confidence().equals("listed")) {
      head.add("  confidence", card.confidence());
    }
    if (card.note() != null) {
      head.add("  note", card.note());
    }
    return head.toString();
  }

  private static String like(RateCard card) {
    if (card.isOverlay()) {
      return card.as() == null
          ? "the card that would price the call if this one did not exist"
          : "the card that would price " + card.as();
    }
    return card.like() + ", whose lines and factors are shown too";
  }

  private String lines() {
    Table lines = new Table("  METER", "PRICE", "PER", "WHEN");
    for (Rate rate : card.rates()) {
      for (Band band : rate.bands()) {
        lines.add("  " + meters(rate.meters()), price(band), per(rate), when(rate.when(), band));
      }
    }
    for (Factor factor : card.factors()) {
      lines.add("  " + meters(factor.meters()), "x " + factor.by(), "", factor.when().toString());
    }
    return lines.toString();
  }

  /** One line of a card, such as {@code output_tokens 8 USD per 1000000}. */
  static String of(RateCard card, Rate rate) {
    CardText text = new CardText(card);
    return meters(rate.meters())
        + rate.bands().stream()
            .map(
                band ->
                    " " + text.price(band) + " per " + per(rate) + " " + when(rate.when(), band))
            .map(String::stripTrailing)
            .collect(Collectors.joining(","));
  }

  private String price(Band band) {
    return band.rate().toPlainString() + " " + card.currency();
  }

  private static String per(Rate rate) {
    String per = rate.per().toPlainString() + (rate.roundUp() ? " begun" : "");
    String least = rate.minimum().signum() == 0 ? "" : ", at least " + rate.minimum();
    return per + least + (rate.over() == Rate.Over.QUANTITY ? "" : " a " + rate.over().wireName());
  }

  private static String when(Conditions<?> when, Band band) {
    String words = when.toString();
    return band.upTo() == null ? words : (words + " up to " + band.upTo()).trim();
  }

  private static String meters(Set<UsageMeter> meters) {
    if (meters.equals(TOKENS)) {
      return "*_tokens";
    }
    return meters.size() == UsageMeter.values().length
        ? "*"
        : new TreeSet<>(meters)
            .stream().map(UsageMeter::wireName).collect(Collectors.joining(", "));
  }

  private static String days(@Nullable LocalDate from, @Nullable LocalDate until) {
    String start = from == null ? "always" : "from " + from;
    return until == null ? start : start + " until " + until;
  }
}
