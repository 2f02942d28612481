package io.costspan.focus;

import io.costspan.history.PastCall;
import io.costspan.history.Place;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.usage.Attribution;
import io.costspan.usage.Billing;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Conversation;
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

/** A past call in the making, for tests. */
final class Past {
  private final String provider;
  private final String model;
  private final List<Quantity> quantities = new ArrayList<>();
  private final Map<String, String> attributes = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private Supplier<PriceTable> prices = TestPrices.bundled();
  private Billing billing = Billing.BILLED;
  private Exactness exactness = Exactness.REPORTED;
  private StatedAmount stated;
  private String operation = "chat";
  private String service = "shop";
  private Instant at = Instant.parse("2026-08-21T12:00:00.250Z");
  private long millis = 1_500;

  private Past(String provider, String model) {
    this.provider = provider;
    this.model = model;
  }

  static Past call(String provider, String model) {
    return new Past(provider, model);
  }

  Past used(UsageMeter meter, String count, String... namesAndValues) {
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      own.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    quantities.add(new Quantity(meter, new BigDecimal(count), own, exactness));
    return this;
  }

  Past with(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  Past owner(String key, String value) {
    owners.put(key, value);
    return this;
  }

  Past of(String application) {
    service = application;
    return this;
  }

  Past at(String time) {
    at = Instant.parse(time);
    return this;
  }

  Past operation(String name) {
    operation = name;
    return this;
  }

  Past stated(String amount) {
    stated = new StatedAmount(new BigDecimal(amount), "USD");
    return this;
  }

  Past billing(Billing how) {
    billing = how;
    return this;
  }

  /** From now on quantities are estimates. */
  Past estimated() {
    exactness = Exactness.ESTIMATED;
    return this;
  }

  /** At the prices of a user with these cards. */
  Past at(Supplier<PriceTable> users) {
    prices = users;
    return this;
  }

  PastCall made() {
    UsageRecord usage =
        new UsageRecord(
            provider,
            operation,
            model,
            null,
            "resp_1",
            quantities,
            attributes,
            CallUrl.NONE,
            stated,
            billing,
            Conversation.of("conv_1"),
            null);
    RatedCall call =
        new RatedCall(
            new CallFacts(at, millis, "api.example.com", 443, 200, false, null),
            usage,
            new Rater(prices).rate(usage, at),
            SpanRef.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"),
            new Attribution(owners, "com.acme.Shop.answer"));
    return new PastCall(call, service, "web-1", null, new Place("ai.jsonl", 1));
  }
}
