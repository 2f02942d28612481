package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Attribution;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A usage record in the making, for tests: {@code call("openai", "gpt-4o").used(...)}. */
public final class Call {
  public static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();

  /** One for all tests: nothing of a call may show in the next. */
  private static final Rater RATER = new Rater(() -> Call.prices);

  private static PriceTable prices;

  private final String provider;
  private final String model;
  private final List<Quantity> quantities = new ArrayList<>();
  private final Map<String, String> attributes = new HashMap<>();
  private String operation = "chat";
  private String responseModel;
  private StatedAmount stated;
  private Billing billing = Billing.BILLED;
  private Exactness exactness = Exactness.REPORTED;
  private Instant at = AT;

  private Call(String provider, String model) {
    this.provider = provider;
    this.model = model;
  }

  public static Call call(String provider, String model) {
    return new Call(provider, model);
  }

  public Call used(UsageMeter meter, String count, String... namesAndValues) {
    quantities.add(new Quantity(meter, new BigDecimal(count), map(namesAndValues), exactness));
    return this;
  }

  public Call used(UsageMeter meter, long count, String... namesAndValues) {
    return used(meter, String.valueOf(count), namesAndValues);
  }

  /** Another measure of what was used last. */
  public Call or(UsageMeter meter, String count, String... namesAndValues) {
    used(meter, count, namesAndValues);
    quantities.add(quantities.remove(quantities.size() - 1).asAlternative());
    return this;
  }

  public Call with(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  public Call operation(String name) {
    operation = name;
    return this;
  }

  public Call answeredBy(String name) {
    responseModel = name;
    return this;
  }

  public Call at(String instant) {
    at = Instant.parse(instant);
    return this;
  }

  public Call stated(String amount) {
    stated = new StatedAmount(new BigDecimal(amount), "USD");
    return this;
  }

  public Call billing(Billing how) {
    billing = how;
    return this;
  }

  public Call estimated() {
    exactness = Exactness.ESTIMATED;
    return this;
  }

  public Rating rate(Supplier<PriceTable> prices) {
    Call.prices = prices.get();
    return RATER.rate(usage(), at);
  }

  private UsageRecord usage() {
    return new UsageRecord(
        provider, operation, model, responseModel, null, quantities, attributes, stated, billing);
  }

  /** The call as outputs see it, by the bundled prices. */
  public RatedCall rated() {
    return new RatedCall(
        new CallFacts(at, 0, provider, 443, 200, false, null),
        usage(),
        rate(BUNDLED),
        null,
        Attribution.NONE);
  }

  /** Asserts what it costs by the bundled prices, to the digit. */
  public void costs(String amount) {
    costs(amount, BUNDLED);
  }

  public void costs(String amount, Supplier<PriceTable> prices) {
    assertAmount(rate(prices), amount);
  }

  static void assertAmount(Rating rating, String amount) {
    assertThat(rating.reason()).isNull();
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertThat(rating.amount()).isEqualTo(new BigDecimal(amount));
  }

  private static Map<String, String> map(String... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
