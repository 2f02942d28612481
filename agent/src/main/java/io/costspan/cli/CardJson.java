package io.costspan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.ratecard.Band;
import io.costspan.ratecard.Factor;
import io.costspan.ratecard.Multiplier;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rate card in the words of a price file, so that it can be read again. Nothing is left to
 * defaults, and whatever the card inherits by {@code like} is written out.
 */
final class CardJson {
  private CardJson() {}

  static void writeMembers(RateCard card, JsonGenerator json) throws IOException {
    json.writeStringField("id", card.id());
    json.writeStringField("provider", card.provider());
    texts(json, "model", card.models());
    when(card.when(), json);
    text(json, "from", card.from());
    text(json, "until", card.until());
    if (card.isOverlay()) {
      text(json, "like", card.as() == null ? card.like() : null);
      text(json, "as", card.as());
    }
    text(json, "currency", card.currency().equals(RateCard.WHATEVER) ? null : card.currency());
    if (card.free() == null) {
      writeRates(card, json);
      writeFactors(card, json);
    } else {
      json.writeStringField("free", card.free());
    }
    writeUsed(card, json);
    json.writeStringField("source", card.source());
    text(json, "checked", card.isDated() ? card.checked() : null);
    json.writeStringField("confidence", card.confidence());
    text(json, "note", card.note());
  }

  private static void writeRates(RateCard card, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("price");
    for (Rate rate : card.rates()) {
      json.writeStartObject();
      texts(json, "meter", names(rate.meters()));
      writeBands(rate.bands(), json);
      decimal(json, "per", rate.per());
      if (rate.roundUp()) {
        json.writeStringField("round", "up");
      }
      if (rate.minimum().signum() > 0) {
        decimal(json, "min", rate.minimum());
      }
      if (rate.over() != Rate.Over.QUANTITY) {
        json.writeStringField("over", rate.over().wireName());
      }
      when(rate.when(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeBands(List<Band> bands, JsonGenerator json) throws IOException {
    if (bands.size() == 1) {
      decimal(json, "rate", bands.get(0).rate());
      return;
    }
    json.writeArrayFieldStart("bands");
    for (Band band : bands) {
      json.writeStartObject();
      if (band.upTo() != null) {
        decimal(json, "upto", band.upTo());
      }
      decimal(json, "rate", band.rate());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeFactors(RateCard card, JsonGenerator json) throws IOException {
    if (card.factors().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("times");
    for (Factor factor : card.factors()) {
      json.writeStartObject();
      writeMultiplier(factor.by(), json);
      when(factor.when(), json);
      texts(json, "on", names(factor.meters()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMultiplier(Multiplier by, JsonGenerator json) throws IOException {
    if (by.word() == null) {
      decimal(json, "by", by.number());
      return;
    }
    json.writeStringField("by", by.word());
    decimal(json, "per", by.number());
    if (by.minimum().signum() > 0) {
      decimal(json, "min", by.minimum());
    }
  }

  private static void writeUsed(RateCard card, JsonGenerator json) throws IOException {
    if (card.used().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("used");
    for (Map.Entry<UsageMeter, BigDecimal> used : new TreeMap<>(card.used()).entrySet()) {
      decimal(json, used.getKey().wireName(), used.getValue());
    }
    json.writeEndObject();
  }

  private static List<String> names(Set<UsageMeter> meters) {
    return new TreeSet<>(meters).stream().map(UsageMeter::wireName).toList();
  }

  private static void when(Conditions<?> when, JsonGenerator json) throws IOException {
    if (when.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("when");
    for (Map.Entry<String, Accepted> word : when.accepted().entrySet()) {
      texts(json, word.getKey(), word.getValue().texts());
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void decimal(JsonGenerator json, String name, BigDecimal value)
      throws IOException {
    json.writeStringField(name, value.toPlainString());
  }

  private static void text(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
