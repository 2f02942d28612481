package io.costspan.ratecard;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a card: its rates and factors. */
final class RateReader {
  private static final Set<String> RATE_WORDS =
      Set.of("meter", "rate", "per", "round", "min", "bands", "over", "when");
  private static final Set<String> FACTOR_WORDS = Set.of("by", "per", "min", "when", "on");
  private static final Set<String> BAND_WORDS = Set.of("upto", "rate");

  private RateReader() {}

  static Rate rate(JsonValue line) {
    line.allow(RATE_WORDS);
    MeterSet meters = Meters.read(line.need("meter"));
    BigDecimal per = per(line, meters);
    return new Rate(
        meters,
        per,
        roundsUp(line),
        optionalAmount(line, "min"),
        bands(line, per),
        over(line),
        Words.conditions(line.get("when")));
  }

  static Factor factor(JsonValue line) {
    line.allow(FACTOR_WORDS);
    return new Factor(
        multiplier(line), Words.conditions(line.get("when")), Meters.read(line.get("on")));
  }

  private static Multiplier multiplier(JsonValue line) {
    JsonValue by = line.need("by");
    if (!Words.isKnown(by.scalar())) {
      if (line.get("per") != null || line.get("min") != null) {
        throw by.error(
            "\"per\" and \"min\" need a word of the call such as steps, but found " + by);
      }
      return Multiplier.fixed(amount(by));
    }
    line.need("per");
    return new Multiplier(per(line, MeterSet.none()), by.text(), optionalAmount(line, "min"));
  }

  /** A decimal that is not negative. */
  static BigDecimal amount(JsonValue json) {
    BigDecimal amount = json.decimal();
    if (amount.signum() < 0) {
      throw json.error("negative: " + json + "; a price is 0 or more");
    }
    return amount;
  }

  private static BigDecimal per(JsonValue line, MeterSet meters) {
    JsonValue json = line.get("per");
    if (json == null) {
      return usualPer(line, meters);
    }
    BigDecimal per = json.decimal();
    if (per.signum() <= 0) {
      throw json.error(
          "\"per\" is "
              + json
              + "; write the number of units that the rate buys,"
              + " more than 0");
    }
    return per;
  }

  private static BigDecimal usualPer(JsonValue line, MeterSet meters) {
    if (!meters.meet(Meters.TOKENS)) {
      return BigDecimal.ONE;
    }
    if (meters.without(Meters.TOKENS).isEmpty()) {
      return Band.MILLION;
    }
    throw line.error(
        "tokens and other meters in one line; state with \"per\" how many units the"
            + " rate buys");
  }

  private static boolean roundsUp(JsonValue line) {
    JsonValue json = line.get("round");
    if (json != null && !json.text().equals("up")) {
      throw json.error("\"round\" can only be \"up\"; correct or remove it");
    }
    return json != null;
  }

  private static Rate.Over over(JsonValue line) {
    JsonValue json = line.get("over");
    if (json == null) {
      return Rate.Over.QUANTITY;
    }
    return switch (json.text()) {
      case "call" -> Rate.Over.CALL;
      case "month" -> Rate.Over.MONTH;
      default -> throw json.error("\"over\" can be \"call\" or \"month\"; correct or remove it");
    };
  }

  private static BigDecimal optionalAmount(JsonValue line, String name) {
    JsonValue json = line.get(name);
    return json == null ? BigDecimal.ZERO : amount(json);
  }

  private static List<Band> bands(JsonValue line, BigDecimal per) {
    JsonValue json = line.get("bands");
    if (json == null) {
      return List.of(Band.of(null, amount(line.need("rate")), per));
    }
    if (line.get("rate") != null) {
      throw json.error("both \"bands\" and \"rate\"; keep one of them");
    }
    List<Band> bands = new ArrayList<>();
    for (JsonValue band : json.items()) {
      bands.add(band(band, bands.isEmpty() ? null : bands.get(bands.size() - 1), per));
    }
    if (bands.isEmpty() || bands.get(bands.size() - 1).upTo() != null) {
      throw json.error("the last band must be open-ended; leave out its \"upto\"");
    }
    return bands;
  }

  private static Band band(JsonValue json, @Nullable Band before, BigDecimal per) {
    json.allow(BAND_WORDS);
    JsonValue upto = json.get("upto");
    BigDecimal end = upto == null ? null : amount(upto);
    if (before != null && !isAfter(end, before.upTo())) {
      throw json.error("bands must be in ascending order; the open-ended one comes last");
    }
    return Band.of(end, amount(json.need("rate")), per);
  }

  private static boolean isAfter(@Nullable BigDecimal end, @Nullable BigDecimal before) {
    return before != null && (end == null || end.compareTo(before) > 0);
  }
}
