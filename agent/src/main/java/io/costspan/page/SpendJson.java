package io.costspan.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.costspan.budget.Standing;
import io.costspan.ledger.LedgerLine;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import io.costspan.receipt.Total;
import io.costspan.unseen.Unseen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the page shows, for programs. Amounts and quantities are decimal strings, and the last calls
 * are lines of the ledger.
 */
final class SpendJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Snapshot shown;
  private final JsonGenerator json;

  private SpendJson(Snapshot shown, JsonGenerator json) {
    this.shown = shown;
    this.json = json;
  }

  /** One object in UTF-8. */
  static byte[] of(Snapshot shown) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      new SpendJson(shown, json).write();
    }
    return bytes.toByteArray();
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeNumberField("v", 1);
    json.writeStringField("time", shown.at().toString());
    json.writeStringField("since", shown.since().toString());
    jvm(shown.others().jvm());
    total();
    chart();
    groups("models", "model", shown.models());
    groups("operations", "operation", shown.operations());
    groups("callers", "caller", shown.callers());
    json.writeObjectFieldStart("owners");
    for (Map.Entry<String, List<Group>> owner : shown.owners().entrySet()) {
      groups(owner.getKey(), "value", owner.getValue());
    }
    json.writeEndObject();
    calls();
    missing();
    budgets();
    prices();
    json.writeEndObject();
  }

  private void jvm(ThisJvm jvm) throws IOException {
    json.writeObjectFieldStart("jvm");
    if (jvm.service() != null) {
      json.writeStringField("service", jvm.service());
    }
    json.writeNumberField("pid", jvm.pid());
    json.writeStringField("host", jvm.host());
    if (jvm.startedAt() != null) {
      json.writeStringField("startedAt", jvm.startedAt().toString());
    }
    json.writeStringField("agent", jvm.agent());
    json.writeStringField("java", jvm.java());
    json.writeEndObject();
  }

  private void total() throws IOException {
    Total total = shown.total();
    json.writeObjectFieldStart("total");
    sums(shown.all());
    if (total.note().isPresent()) {
      amounts("converted", total.sums());
      json.writeStringField("rates", total.note().get());
    }
    json.writeEndObject();
    amounts("lastMinute", shown.lastMinute());
  }

  private void chart() throws IOException {
    json.writeObjectFieldStart("chart");
    json.writeNumberField("secondsPerBar", shown.secondsPerBar());
    json.writeArrayFieldStart("bars");
    for (Timeline.Bar bar : shown.bars()) {
      json.writeStartObject();
      json.writeStringField("from", bar.from().toString());
      amounts("amounts", bar.amounts());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void groups(String field, String by, List<Group> groups) throws IOException {
    json.writeArrayFieldStart(field);
    for (Group group : groups) {
      json.writeStartObject();
      json.writeStringField(by, group.name());
      if (!group.of().isEmpty()) {
        json.writeStringField("provider", group.of());
      }
      sums(group.sums());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void sums(Sums sums) throws IOException {
    json.writeNumberField("calls", sums.calls());
    for (Status status : Status.values()) {
      json.writeNumberField(status.wireName(), sums.calls(status));
    }
    json.writeBooleanField("estimated", sums.estimated());
    amounts("amounts", sums.amounts());
    json.writeObjectFieldStart("usage");
    for (var sum : sums.quantities().entrySet()) {
      json.writeStringField(sum.getKey().wireName(), Markup.plain(sum.getValue()));
    }
    json.writeEndObject();
  }

  private void amounts(String field, Map<String, BigDecimal> amounts) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, BigDecimal> amount : amounts.entrySet()) {
      json.writeStringField(amount.getKey(), Markup.plain(amount.getValue()));
    }
    json.writeEndObject();
  }

  private void calls() throws IOException {
    json.writeArrayFieldStart("calls");
    for (LastCalls.Numbered numbered : shown.calls()) {
      json.writeStartObject();
      LedgerLine.writeMembers(numbered.call(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void missing() throws IOException {
    json.writeArrayFieldStart("unrated");
    for (Snapshot.Gap gap : shown.gaps()) {
      json.writeStartObject();
      json.writeStringField("provider", gap.of().provider());
      json.writeStringField("model", gap.of().model());
      json.writeStringField("operation", gap.of().operation());
      json.writeStringField("rating", gap.verdict().status().wireName());
      json.writeStringField("reason", gap.verdict().reason());
      json.writeNumberField("calls", gap.calls());
      json.writeStringField("fix", Remedies.of(gap.verdict().reason()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unseen");
    for (Map.Entry<Unseen.Sighting, Long> seen : shown.others().unseen().entrySet()) {
      json.writeStartObject();
      json.writeStringField("host", seen.getKey().host());
      json.writeStringField("reason", seen.getKey().reason().wireName());
      json.writeStringField("what", seen.getKey().what());
      json.writeNumberField("count", seen.getValue());
      json.writeStringField("fix", Remedies.of(seen.getKey()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("losses");
    for (String loss : shown.others().losses()) {
      json.writeString(loss);
    }
    json.writeEndArray();
  }

  private void budgets() throws IOException {
    json.writeArrayFieldStart("budgets");
    for (Standing standing : shown.others().budgets()) {
      json.writeStartObject();
      json.writeStringField("budget", standing.budget().name());
      json.writeStringField("by", standing.budget().split().text());
      json.writeStringField("value", standing.value());
      json.writeStringField("limit", Markup.plain(standing.budget().limit().amount()));
      json.writeStringField("spent", Markup.plain(standing.spent()));
      json.writeStringField("currency", standing.budget().limit().currency());
      json.writeStringField("period", standing.budget().limit().period().text());
      json.writeBooleanField("blocks", standing.budget().blocks());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void prices() throws IOException {
    json.writeObjectFieldStart("prices");
    json.writeStringField("table", shown.others().priceTable());
    json.writeNumberField("ageDays", shown.others().priceAgeDays());
    json.writeArrayFieldStart("used");
    for (PricesInUse.Price price : shown.prices()) {
      json.writeStartObject();
      json.writeStringField("id", price.id());
      json.writeStringField("meter", price.meter().wireName());
      json.writeStringField("rate", Markup.plain(price.rate()));
      json.writeStringField("per", Markup.plain(price.per()));
      json.writeStringField("factor", Markup.plain(price.factor()));
      json.writeStringField("currency", price.currency());
      if (price.isDated()) {
        json.writeStringField("checked", price.checked().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
