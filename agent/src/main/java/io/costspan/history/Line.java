package io.costspan.history;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Attribution;
import io.costspan.usage.Billing;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Conversation;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a line, until they are a call. */
final class Line {
  /** The newest version that this reader understands; lines of the first versions have none. */
  private static final int NEWEST = 1;

  /** Days are still days in every time zone. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  @Nullable Instant time;
  @Nullable Instant submittedAt;
  int status;
  boolean streaming;
  long durationMillis;
  boolean estimated;
  int version;
  @Nullable BigDecimal amount;
  final List<Quantity> usage = new ArrayList<>();
  final List<ChargeLine> charges = new ArrayList<>();
  Map<String, String> attributes = Map.of();
  Map<String, String> owners = Map.of();
  Map<String, String> billing = Map.of();
  Map<String, String> stated = Map.of();

  private final Map<String, String> texts = new HashMap<>();

  void text(String name, String value) {
    texts.put(name, value);
  }

  /** The call that the line tells of; null if it tells of none. */
  @Nullable PastCall call(Place place) throws BrokenLineException, IOException {
    if (version > NEWEST) {
      throw new BrokenLineException(
          "written by a newer version (v=" + version + "); read it with that version");
    }
    String rated = required("rating");
    if (rated.equals("not_ai") || rated.equals("error")) {
      return null;
    }
    if (time == null) {
      throw new BrokenLineException("has no time");
    }
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END_OF_TIME)) {
      throw new BrokenLineException("has a time before 1970 or after 9999");
    }
    Rating rating = rating(Words.status(rated));
    checkMoney(rating);
    RatedCall call = new RatedCall(facts(time), usage(rating), rating, span(), attribution());
    return new PastCall(
        call, texts.get("service"), texts.get("host"), texts.get("instance"), place, version > 0);
  }

  /** Money that is half told must not be taken for none. */
  private static void checkMoney(Rating rating) throws BrokenLineException {
    if (rating.status() == Status.RATED && rating.amount() == null) {
      throw new BrokenLineException("is rated and has no amount");
    }
    if (rating.amount() != null && rating.currency() == null) {
      throw new BrokenLineException("has an amount and no currency");
    }
  }

  private String required(String name) throws BrokenLineException {
    String value = texts.get(name);
    if (value == null) {
      throw new BrokenLineException("has no " + name);
    }
    return value;
  }

  private String orEmpty(String name) {
    return texts.getOrDefault(name, "");
  }

  private CallFacts facts(Instant start) {
    return new CallFacts(
        start, durationMillis, orEmpty("serverAddress"), 0, status, streaming, null);
  }

  private @Nullable SpanRef span() {
    String trace = texts.get("traceId");
    String span = texts.get("spanId");
    return trace == null || span == null ? null : SpanRef.of(trace, span);
  }

  private Attribution attribution() {
    return new Attribution(owners, texts.get("caller"));
  }

  private Rating rating(Status rated) {
    return new Rating(
        rated,
        texts.get("reason"),
        charges,
        List.of(),
        amount,
        texts.get("currency"),
        charges.isEmpty() ? null : charges.get(0).priceId(),
        orEmpty("priceTable"),
        "provider".equals(texts.get("source")),
        estimated);
  }

  private UsageRecord usage(Rating rating) throws BrokenLineException, IOException {
    String host = orEmpty("serverAddress").toLowerCase(Locale.ROOT);
    return new UsageRecord(
        required("provider"),
        required("operation"),
        texts.get("requestModel"),
        texts.get("responseModel"),
        texts.get("responseId"),
        usage,
        attributes,
        new CallUrl(host, "", Map.of()),
        stated(rating),
        billing(rating),
        Conversation.of(texts.get("conversationId")),
        submittedAt);
  }

  private @Nullable StatedAmount stated(Rating rating) throws IOException {
    String other = stated.get("amount");
    if (other != null) {
      return new StatedAmount(
          LineReader.decimal(other.toCharArray(), 0, other.length()),
          stated.getOrDefault("currency", ""));
    }
    return rating.stated() && rating.amount() != null && rating.currency() != null
        ? new StatedAmount(rating.amount(), rating.currency())
        : null;
  }

  private Billing billing(Rating rating) {
    String kind = billing.get("kind");
    if (kind != null) {
      return Words.billing(kind, billing.get("reason"));
    }
    return version == 0 ? Words.billing(rating.status(), rating.reason()) : Billing.BILLED;
  }
}
