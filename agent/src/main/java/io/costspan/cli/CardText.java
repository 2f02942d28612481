package io.costspan.cli;

import io.costspan.ratecard.Band;
import io.costspan.ratecard.Conditions;
import io.costspan.ratecard.Factor;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rate card for people. */
final class CardText {
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
    head.add("  in force", "from " + day(card.from()) + " until " + day(card.until()));
    if (!card.when().isEmpty()) {
      head.add("  when", card.when().toString());
    }
    head.add("  source", card.source());
    head.add("  checked", card.checked() + ", " + card.confidence());
    if (card.note() != null) {
      head.add("  note", card.note());
    }
    return head.toString();
  }

  private String lines() {
    Table lines = new Table("  METER", "PRICE", "PER", "WHEN");
    for (Rate rate : card.rates()) {
      for (Band band : rate.bands()) {
        lines.add("  " + meters(rate.meters()), price(band), per(rate), when(rate.when(), band));
      }
    }
    for (Factor factor : card.factors()) {
      lines.add(
          "  " + meters(factor.meters()),
          "x " + factor.by().toPlainString(),
          "",
          factor.when().toString());
    }
    return lines.toString();
  }

  private String price(Band band) {
    return band.rate().toPlainString() + " " + card.currency();
  }

  private static String per(Rate rate) {
    String per = rate.per().toPlainString() + (rate.roundUp() ? " begun" : "");
    return rate.minimum().signum() == 0 ? per : per + ", at least " + rate.minimum();
  }

  private static String when(Conditions when, Band band) {
    return band.upTo() == null ? when.toString() : when + " up to " + band.upTo();
  }

  private static String meters(Set<UsageMeter> meters) {
    return meters.size() == UsageMeter.values().length
        ? "all"
        : new TreeSet<>(meters)
            .stream().map(UsageMeter::wireName).collect(Collectors.joining(", "));
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "ever" : day.toString();
  }
}
