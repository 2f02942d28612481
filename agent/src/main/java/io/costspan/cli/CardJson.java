package io.costspan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.ratecard.Band;
import io.costspan.ratecard.Factor;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A rate card for programs; decimals are texts, what is not set is absent. */
final class CardJson {
  private CardJson() {}

  static void writeMembers(RateCard card, JsonGenerator json) throws IOException {
    json.writeStringField("id", card.id());
    json.writeStringField("provider", card.provider());
    json.writeArrayFieldStart("models");
    for (String model : card.models()) {
      json.writeString(model);
    }
    json.writeEndArray();
    text(json, "when", card.when());
    text(json, "from", card.from());
    text(json, "until", card.until());
    json.writeStringField("currency", card.currency());
    writeRates(card, json);
    writeFactors(card, json);
    text(json, "like", card.like());
    json.writeStringField("source", card.source());
    text(json, "checked", card.checked());
    json.writeStringField("confidence", card.confidence());
    text(json, "note", card.note());
  }

  private static void writeRates(RateCard card, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rates");
    for (Rate rate : card.rates()) {
      json.writeStartObject();
      writeMeters(rate.meters(), json);
      json.writeStringField("per", rate.per().toPlainString());
      json.writeBooleanField("roundUp", rate.roundUp());
      json.writeStringField("minimum", rate.minimum().toPlainString());
      writeBands(rate, json);
      text(json, "when", rate.when());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeBands(Rate rate, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("bands");
    for (Band band : rate.bands()) {
      json.writeStartObject();
      text(json, "upTo", band.upTo() == null ? null : band.upTo().toPlainString());
      json.writeStringField("rate", band.rate().toPlainString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeFactors(RateCard card, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("factors");
    for (Factor factor : card.factors()) {
      json.writeStartObject();
      json.writeStringField("by", factor.by().toString());
      writeMeters(factor.meters(), json);
      text(json, "when", factor.when());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMeters(Set<UsageMeter> meters, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("meters");
    for (UsageMeter meter : new TreeSet<>(meters)) {
      json.writeString(meter.wireName());
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null && !value.toString().isEmpty()) {
      json.writeStringField(name, value.toString());
    }
  }
}
