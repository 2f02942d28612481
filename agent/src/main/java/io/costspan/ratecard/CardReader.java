package io.costspan.ratecard;

import io.costspan.json.JsonValue;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one card of a price file. Refuses an invalid card with file, line and fix. */
final class CardReader {
  private static final Set<String> WORDS =
      Set.of(
          "id",
          "provider",
          "model",
          "when",
          "from",
          "until",
          "currency",
          "price",
          "times",
          "used",
          "like",
          "as",
          "free",
          "source",
          "checked",
          "confidence",
          "note");
  private static final Set<String> CONFIDENCE = Set.of("listed", "derived", "recalled");
  private static final String CURRENCY = "[A-Z]{3}|x:[a-z0-9_]{1,40}";

  private final JsonValue card;
  private final boolean users;
  private final @Nullable String like;
  private final boolean overlay;

  private CardReader(JsonValue card, boolean users) {
    card.allow(WORDS);
    this.card = card;
    this.users = users;
    this.like = card.textOf("like");
    this.overlay = users && (card.get("as") != null || RateCard.WHATEVER.equals(like));
  }

  /**
   * @param users whether the file is one of the user's, in which source and date may be left out
   * @param earlier finds the cards that {@code like} may name
   */
  static RateCard read(JsonValue card, boolean users, CardFinder earlier) {
    return new CardReader(card, users).read(earlier);
  }

  private RateCard read(CardFinder earlier) {
    RateCard base = like == null || overlay ? null : base(like, earlier);
    return new RateCard(
        card.need("id").text(),
        card.need("provider").text(),
        models(),
        Words.conditions(card.get("when")),
        date("from"),
        until(),
        currency(base),
        rates(base),
        factors(base),
        used(),
        overlay ? RateCard.WHATEVER : like,
        as(),
        free(base),
        source(base),
        checked(base),
        confidence(base),
        card.textOf("note"),
        users,
        users,
        card.file() + ", line " + card.line());
  }

  private @Nullable String as() {
    String model = card.textOf("as");
    if (model == null) {
      return null;
    }
    if (!users || (like != null && !like.equals(RateCard.WHATEVER))) {
      throw need("as").error("\"as\" names a model in a file of yours, \"like\" a card; keep one");
    }
    return ModelNames.normalise(model);
  }

  private @Nullable String free(@Nullable RateCard base) {
    String reason = card.textOf("free");
    if (reason == null) {
      return base == null ? null : base.free();
    }
    if (!reason.equals(Reasons.PROVISIONED)) {
      throw need("free")
          .error("\"free\" should be \"" + Reasons.PROVISIONED + "\", the only reason");
    }
    if (card.get("price") != null || card.get("times") != null) {
      throw need("free").error("a free card has neither \"price\" nor \"times\"; remove them");
    }
    return reason;
  }

  private RateCard base(String id, CardFinder earlier) {
    RateCard base = earlier.find(id);
    if (base == null) {
      throw need("like")
          .error("no card \"" + id + "\" above this one or in the bundled table; correct the id");
    }
    return base;
  }

  private List<String> models() {
    List<String> models = new ArrayList<>();
    for (String model : need("model").texts()) {
      int star = model.indexOf('*');
      if (model.isBlank() || (star >= 0 && star < model.length() - 1)) {
        throw need("model")
            .error("\"" + model + "\" is not a model name; a * may only be its last character");
      }
      models.add(ModelNames.normalise(model));
    }
    return List.copyOf(models);
  }

  private @Nullable LocalDate until() {
    LocalDate from = date("from");
    LocalDate until = date("until");
    if (from != null && until != null && !from.isBefore(until)) {
      throw need("until").error("\"until\" must be later than \"from\"; it is the first day after");
    }
    return until;
  }

  private @Nullable LocalDate date(String word) {
    JsonValue json = card.get(word);
    return json == null ? null : json.date();
  }

  private String currency(@Nullable RateCard base) {
    String text = card.textOf("currency");
    if (text == null) {
      return base == null ? currencyOfNone() : base.currency();
    }
    if (!text.matches(CURRENCY)) {
      throw need("currency")
          .error(
              "\""
                  + text
                  + "\" is not a currency; write USD, EUR, ... or x:name for a contract"
                  + " unit");
    }
    return text;
  }

  private String currencyOfNone() {
    return overlay ? RateCard.WHATEVER : "USD";
  }

  private Lines<Rate> rates(@Nullable RateCard base) {
    List<Rate> rates = new ArrayList<>();
    boolean priced = base == null && !overlay && card.get("free") == null;
    JsonValue price = priced ? need("price") : card.get("price");
    if (price != null) {
      for (JsonValue line : price.items()) {
        Rate rate = RateReader.rate(line);
        refuseUnreachable(rate, rates, line);
        rates.add(rate);
      }
    }
    if (base != null) {
      rates.addAll(base.rates());
    }
    return Lines.ofRates(rates);
  }

  /** Several lines above may cover this line together, each some of its meters. */
  private static void refuseUnreachable(Rate rate, List<Rate> above, JsonValue line) {
    MeterSet left = rate.meters();
    for (int i = 0; i < above.size(); i++) {
      Rate earlier = above.get(i);
      if (earlier.meters().meet(left) && earlier.when().cover(rate.when())) {
        left = left.without(earlier.meters());
        if (left.isEmpty()) {
          throw line.error(
              "this line is never reached: line "
                  + (i + 1)
                  + " of the card covers it; put the special line above the general one");
        }
      }
    }
  }

  private Lines<Factor> factors(@Nullable RateCard base) {
    List<Factor> factors = new ArrayList<>(base == null ? List.of() : base.factors());
    JsonValue times = card.get("times");
    if (times != null) {
      for (JsonValue line : times.items()) {
        factors.add(RateReader.factor(line));
      }
    }
    return Lines.ofFactors(factors);
  }

  private Map<UsageMeter, BigDecimal> used() {
    JsonValue json = card.get("used");
    if (json == null) {
      return Map.of();
    }
    Map<UsageMeter, BigDecimal> used = new EnumMap<>(UsageMeter.class);
    for (Map.Entry<String, JsonValue> entry : json.members().entrySet()) {
      BigDecimal count = RateReader.amount(entry.getValue());
      for (UsageMeter meter : Meters.named(entry.getKey(), entry.getValue())) {
        used.put(meter, count);
      }
    }
    return used;
  }

  private String source(@Nullable RateCard base) {
    String text = card.textOf("source");
    if (text == null && base != null) {
      return base.source();
    }
    return text == null && users ? card.file() : need("source").text();
  }

  private LocalDate checked(@Nullable RateCard base) {
    LocalDate day = date("checked");
    if (day != null) {
      return day;
    }
    if (base != null) {
      return base.checked();
    }
    return users ? LocalDate.EPOCH : need("checked").date();
  }

  private String confidence(@Nullable RateCard base) {
    String text = card.textOf("confidence");
    if (text == null) {
      return base == null ? "listed" : "derived";
    }
    if (!CONFIDENCE.contains(text)) {
      throw need("confidence").error("\"" + text + "\" is not one of " + new TreeSet<>(CONFIDENCE));
    }
    return text;
  }

  private JsonValue need(String word) {
    return card.need(word);
  }
}
