package io.costspan.pipeline;

import io.costspan.ratecard.PriceSource;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Attribution;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Conversation;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rated calls for tests, piece by piece. */
public final class CallFixture {
  public static final Instant START = Instant.parse("2026-08-21T10:15:30.125Z");

  private final String provider;
  private final String operation;
  private final String model;
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<ChargeLine> charges = new ArrayList<>();
  private final Map<String, String> owners = new LinkedHashMap<>();
  private String caller;
  private Status status = Status.RATED;
  private String reason;
  private BigDecimal amount = BigDecimal.ZERO;
  private String currency = "USD";
  private boolean stated;
  private boolean estimated;
  private String responseModel;
  private String errorType;
  private int httpStatus = 200;
  private SpanRef span;
  private String conversation;
  private Instant submittedAt;
  private List<Quantity> measures = List.of();
  private LocalDate checked = LocalDate.of(2026, 8, 21);

  private record Card(String id, LocalDate checked) implements PriceSource {}

  private CallFixture(String provider, String operation, String model) {
    this.provider = provider;
    this.operation = operation;
    this.model = model;
  }

  public static CallFixture call(String provider, String operation, String model) {
    return new CallFixture(provider, operation, model);
  }

  /** openai chat gpt-4o: 1200 in at 2.50, 300 out at 10.00 per million; 0.006 USD. */
  public static CallFixture chat() {
    return call("openai", "chat", "gpt-4o")
        .responding("gpt-4o-2024-08-06")
        .charged(UsageMeter.INPUT_TOKENS, "1200", "2.50")
        .charged(UsageMeter.OUTPUT_TOKENS, "300", "10.00");
  }

  public static CallStart start() {
    return start(Map.of());
  }

  public static CallStart start(Map<String, String> owners) {
    return new CallStart(
        "openai", "chat", "api.openai.com", 443, START, null, new Attribution(owners, null));
  }

  /** The next charges are at prices that were compared with their source on that day. */
  public CallFixture checked(String day) {
    checked = LocalDate.parse(day);
    return this;
  }

  /** A quantity and its charge at a rate per million. */
  public CallFixture charged(UsageMeter meter, String count, String rate) {
    BigDecimal cost = new BigDecimal(count).multiply(new BigDecimal(rate)).movePointLeft(6);
    charges.add(
        new ChargeLine(
            meter,
            new BigDecimal(count),
            new BigDecimal("1000000"),
            new BigDecimal(rate),
            BigDecimal.ONE,
            cost,
            new Card(provider + "/" + model, checked)));
    amount = amount.add(cost);
    return used(meter, count, Map.of());
  }

  public CallFixture used(UsageMeter meter, String count, Map<String, String> attributes) {
    quantities.add(new Quantity(meter, new BigDecimal(count), attributes, Exactness.REPORTED));
    return this;
  }

  /** So much of the last quantity was spent on reasoning, at the same price. */
  public CallFixture reasoning(String count) {
    Quantity all = quantities.remove(quantities.size() - 1);
    BigDecimal rest = all.count().subtract(new BigDecimal(count));
    used(all.meter(), rest.toPlainString(), all.attributes());
    return used(all.meter(), count, Map.of("kind", "reasoning"));
  }

  public CallFixture stated(String total, String inCurrency) {
    amount = new BigDecimal(total);
    currency = inCurrency;
    stated = true;
    return this;
  }

  public CallFixture in(String otherCurrency) {
    currency = otherCurrency;
    return this;
  }

  public CallFixture responding(String servedModel) {
    responseModel = servedModel;
    return this;
  }

  public CallFixture estimated() {
    estimated = true;
    return this;
  }

  public CallFixture owned(String key, String value) {
    owners.put(key, value);
    return this;
  }

  public CallFixture madeBy(String method) {
    caller = method;
    return this;
  }

  public CallFixture spanned(SpanRef ref) {
    span = ref;
    return this;
  }

  /** The end of a job that began then. */
  public CallFixture submitted(Instant at) {
    submittedAt = at;
    return this;
  }

  /** Of work that is measured in several ways, what its rating charged. */
  public CallFixture billedBy(Quantity... chosen) {
    measures = List.of(chosen);
    return this;
  }

  public CallFixture unrated(String why) {
    amount = null;
    currency = null;
    return exceptional(Status.UNRATED, why);
  }

  public CallFixture free(String why) {
    amount = BigDecimal.ZERO;
    return exceptional(Status.FREE, why);
  }

  /** A budget refused it before it was sent. */
  public CallFixture blocked() {
    amount = BigDecimal.ZERO;
    httpStatus = 0;
    errorType = "java.io.IOException";
    return exceptional(Status.BLOCKED, Reasons.BUDGET);
  }

  public CallFixture partial(String why) {
    return exceptional(Status.PARTIAL, why);
  }

  public CallFixture failing(int code) {
    httpStatus = code;
    errorType = Integer.toString(code);
    return this;
  }

  public CallFixture inConversation(String id) {
    conversation = id;
    return this;
  }

  public CallFacts facts() {
    return new CallFacts(START, 850, "api.openai.com", 443, httpStatus, false, errorType);
  }

  public UsageRecord usage() {
    return new UsageRecord(
        provider,
        operation,
        model,
        responseModel,
        "chatcmpl-1",
        quantities,
        Map.of(),
        CallUrl.NONE,
        null,
        Billing.BILLED,
        Conversation.of(conversation),
        submittedAt);
  }

  public Rating rating() {
    return new Rating(
        status,
        reason,
        charges,
        measures,
        amount,
        currency,
        charges.isEmpty() ? null : provider + "/" + model,
        "2026-08-21",
        stated,
        estimated);
  }

  public RatedCall build() {
    return new RatedCall(facts(), usage(), rating(), span, new Attribution(owners, caller));
  }

  private CallFixture exceptional(Status other, String why) {
    status = other;
    reason = why;
    return this;
  }
}
