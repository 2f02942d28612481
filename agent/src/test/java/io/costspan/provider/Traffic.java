package io.costspan.provider;

import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.CallStart;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hand-written exchanges, and what was read of them. */
public final class Traffic extends HandWritten<UsageRecord> {
  private static final Catalog BUNDLED = Catalog.bundled();
  private static final Rater PRICES = new Rater(TestPrices.bundled());

  private final Calls next;
  private @Nullable UsageRecord read;

  /** Against the bundled catalog. */
  public Traffic() {
    this(BUNDLED);
  }

  public Traffic(Catalog catalog) {
    this(catalog, start -> (facts, usage) -> {});
  }

  /**
   * @param next learns of the calls too
   */
  public Traffic(Catalog catalog, Calls next) {
    super(catalog);
    this.next = next;
  }

  public Traffic at(Instant time) {
    setTime(time);
    return this;
  }

  /** The quantities of a record, such as {@code output_tokens 12 {kind=reasoning}}. */
  public static List<String> quantities(UsageRecord record) {
    return record.quantities().stream().map(Traffic::text).toList();
  }

  /**
   * What a record costs by the bundled prices: {@code 0.05}, {@code 2 EUR}, or {@code unrated
   * unknown_model}.
   */
  public static String cost(UsageRecord record) {
    return cost(record, PRICES);
  }

  public static String cost(UsageRecord record, Rater prices) {
    Rating rating = prices.rate(record, Call.AT);
    return switch (rating.status()) {
      case RATED -> money(rating);
      case PARTIAL -> money(rating) + " without " + rating.reason();
      default -> rating.status().wireName() + " " + rating.reason();
    };
  }

  private static String money(Rating rating) {
    String amount = rating.amount().toPlainString();
    return "USD".equals(rating.currency()) ? amount : amount + " " + rating.currency();
  }

  private static String text(Quantity quantity) {
    String count = quantity.meter() + " " + quantity.count().toPlainString();
    Map<String, String> attributes = new TreeMap<>(quantity.attributes());
    return attributes.isEmpty() ? count : count + " " + attributes;
  }

  @Override
  protected UsageRecord outcome() {
    if (read == null) {
      throw new AssertionError("the call has not ended");
    }
    return read;
  }

  @Override
  public OpenCall begin(CallStart start) {
    read = null;
    OpenCall call = next.begin(start);
    return (facts, usage) -> {
      read = usage;
      call.end(facts, usage);
    };
  }

  @Override
  public void settle(CallStart start, UsageRecord usage) {
    next.settle(start, usage);
  }
}
