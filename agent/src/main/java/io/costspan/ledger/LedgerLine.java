package io.costspan.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.costspan.health.Excerpt;
import io.costspan.identity.ThisService;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rated call as one JSON object: a line of the ledger and of {@code rate --json}. Amounts and
 * quantities are decimal strings in plain notation; unknown values are absent.
 */
public final class LedgerLine {
  /** More characters than any real name has; a hostile name must not fill the disk. */
  private static final int TEXT_LIMIT = 1_000;

  /**
   * Writes plain ASCII, since people view ledgers in terminals, which obey control characters. It
   * writes no line ends.
   */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /**
   * The version of the line, which changes only when readers of the present one would misunderstand
   * it; see docs/ledger.md.
   */
  private static final int VERSION = 1;

  /**
   * What cards may test of a URL. Nothing else of it is written, because a path may contain an id
   * or a key.
   */
  private static final Set<String> OF_URL = Set.of("deployment", "region");

  private LedgerLine() {}

  /** The object as text, without a line end. */
  public static String toJson(RatedCall call) {
    return toJson(call, "");
  }

  /**
   * The object as text, without a line end.
   *
   * @param service the application that made the call, null if it is not known
   * @param host null if it is not known
   * @param instance which process made it, null if it is not known
   */
  public static String toJson(
      RatedCall call, @Nullable String service, @Nullable String host, @Nullable String instance) {
    return toJson(call, origin(service, host, instance));
  }

  private static String toJson(RatedCall call, String origin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(bytes)) {
      write(call, origin, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A generator for any number of lines in UTF-8; creating one costs more than writing a line. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /**
   * The members that say who writes, as text that {@link #write} puts behind others; the same for
   * all lines of a JVM.
   */
  static String origin(ThisService service) {
    return origin(service.name(), service.host(), service.instance());
  }

  private static String origin(
      @Nullable String service, @Nullable String host, @Nullable String instance) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      text(json, "service", service);
      text(json, "host", host);
      text(json, "instance", instance);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String object = bytes.toString(StandardCharsets.UTF_8);
    return object.equals("{}") ? "" : "," + object.substring(1, object.length() - 1);
  }

  /**
   * Writes the object and flushes it to the generator's stream, without a line end.
   *
   * @param origin as {@link #origin} returned it
   */
  static void write(RatedCall call, String origin, JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeMembers(call, json);
    json.writeRaw(origin);
    json.writeEndObject();
    json.flush();
  }

  /** Writes the members into an object that the caller has opened and may add to. */
  public static void writeMembers(RatedCall call, JsonGenerator json) throws IOException {
    text(json, "time", call.facts().startedAt().toString());
    Instant submittedAt = call.usage().submittedAt();
    text(json, "submittedAt", submittedAt == null ? null : submittedAt.toString());
    writeSpan(call.span(), json);
    writeCall(call.facts(), call.usage(), json);
    writeUsage(call.usage(), json);
    writeAttributes(call.usage(), json);
    writeBilling(call.usage(), call.rating(), json);
    writeRating(call.rating(), json);
    text(json, "caller", call.caller());
    text(json, "conversationId", call.usage().conversation().id());
    writeMap("owners", call.owners(), json);
    json.writeNumberField("v", VERSION);
  }

  private static void writeSpan(@Nullable SpanRef span, JsonGenerator json) throws IOException {
    if (span != null) {
      text(json, "traceId", span.traceId());
      text(json, "spanId", span.spanId());
    }
  }

  private static void writeCall(CallFacts facts, UsageRecord usage, JsonGenerator json)
      throws IOException {
    text(json, "provider", usage.provider());
    text(json, "operation", usage.operation());
    text(json, "requestModel", usage.requestModel());
    text(json, "responseModel", usage.responseModel());
    text(json, "responseId", usage.responseId());
    text(json, "serverAddress", facts.serverAddress());
    json.writeNumberField("status", facts.status());
    json.writeBooleanField("streaming", facts.streaming());
    json.writeNumberField("durationMillis", facts.durationMillis());
  }

  private static void writeUsage(UsageRecord usage, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("usage");
    for (Quantity quantity : usage.quantities()) {
      json.writeStartObject();
      text(json, "meter", quantity.meter().wireName());
      decimal(json, "quantity", quantity.count());
      writeMap("attributes", quantity.attributes(), json);
      text(json, "exactness", quantity.exactness().wireName());
      if (quantity.alternative()) {
        json.writeBooleanField("alternative", true);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeAttributes(UsageRecord usage, JsonGenerator json) throws IOException {
    Map<String, String> all = usage.attributes();
    if (!usage.url().captured().isEmpty()) {
      all = new HashMap<>(usage.url().captured());
      all.keySet().retainAll(OF_URL);
      all.putAll(usage.attributes());
    }
    if (!all.isEmpty()) {
      writeMap("attributes", all, json);
    }
  }

  /** What another price table would have to know, where the rating does not show it. */
  private static void writeBilling(UsageRecord usage, Rating rating, JsonGenerator json)
      throws IOException {
    Billing billing = usage.billing();
    if (billing.kind() != Billing.Kind.BILLED) {
      json.writeObjectFieldStart("billing");
      text(json, "kind", billing.kind().wireName());
      text(json, "reason", billing.reason());
      json.writeEndObject();
    }
    StatedAmount stated = usage.stated();
    if (stated != null && !rating.stated()) {
      json.writeObjectFieldStart("stated");
      decimal(json, "amount", stated.amount());
      text(json, "currency", stated.currency());
      json.writeEndObject();
    }
  }

  private static void writeRating(Rating rating, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("charges");
    for (ChargeLine charge : rating.charges()) {
      writeCharge(charge, json);
    }
    json.writeEndArray();
    if (rating.amount() != null) {
      decimal(json, "amount", rating.amount());
      text(json, "currency", rating.currency());
      text(json, "source", rating.source().wireName());
    }
    text(json, "rating", rating.status().wireName());
    if (rating.estimated()) {
      json.writeBooleanField("estimated", true);
    }
    text(json, "reason", rating.reason());
    text(json, "priceTable", rating.priceTable());
  }

  private static void writeCharge(ChargeLine charge, JsonGenerator json) throws IOException {
    json.writeStartObject();
    text(json, "meter", charge.meter().wireName());
    decimal(json, "quantity", charge.quantity());
    decimal(json, "per", charge.per());
    decimal(json, "rate", charge.rate());
    decimal(json, "factor", charge.factor());
    decimal(json, "amount", charge.amount());
    text(json, "priceId", charge.priceId());
    json.writeEndObject();
  }

  private static void writeMap(String name, Map<String, String> members, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    if (!members.isEmpty()) {
      for (Map.Entry<String, String> member : new TreeMap<>(members).entrySet()) {
        text(json, member.getKey(), member.getValue());
      }
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, Excerpt.cut(value, TEXT_LIMIT));
    }
  }

  /** An integer caches its text once it has been created, as the numbers of a card do. */
  private static void decimal(JsonGenerator json, String name, BigDecimal value)
      throws IOException {
    json.writeStringField(
        name, value.scale() == 0 ? value.toString() : value.stripTrailingZeros().toPlainString());
  }
}
