package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetUnrated;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.Preview;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.CallStart;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A budget that each logical request of the application has for itself. What it has spent is
 * counted elsewhere; a call outside of any request does not count.
 */
final class RequestBudget implements Budget {
  /** The thresholds that were warned about, as long as anybody else knows the request. */
  private final Map<LogicalRequest, BitSet> warned =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Notices notices;
  private volatile BudgetOption terms;
  private volatile Worth worth;

  RequestBudget(BudgetOption terms, ExchangeRates rates, Notices notices) {
    this.terms = terms;
    this.worth = new Worth(terms, rates, notices);
    this.notices = notices;
  }

  @Override
  public BudgetOption terms() {
    return terms;
  }

  @Override
  public void change(BudgetOption others, ExchangeRates rates, long nowMillis) {
    terms = others;
    worth = new Worth(others, rates, notices);
  }

  private BigDecimal limit() {
    return terms.limit().amount();
  }

  @Override
  public void add(RatedCall call, long nowMillis) {
    LogicalRequest request = call.request();
    if (request == null) {
      return;
    }
    BigDecimal spent = spent(request);
    for (int threshold : Account.THRESHOLDS) {
      if (spent.signum() > 0
          && Account.isReached(threshold, spent, limit())
          && isNew(request, threshold)) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        notices.warn(new Warning(new Standing(terms, "", spent), threshold, now, now));
      }
    }
  }

  private boolean isNew(LogicalRequest request, int threshold) {
    BitSet its = warned.computeIfAbsent(request, unseen -> new BitSet());
    synchronized (its) {
      boolean isNew = !its.get(threshold);
      its.set(threshold);
      return isNew;
    }
  }

  private BigDecimal spent(LogicalRequest request) {
    BigDecimal spent = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> sum : request.spent().entrySet()) {
      BigDecimal amount = worth.of(sum.getValue(), sum.getKey());
      spent = amount == null ? spent : spent.add(amount);
    }
    return spent;
  }

  @Override
  public @Nullable String refusal(CallStart start, Preview preview, long nowMillis) {
    LogicalRequest request = preview.request();
    if (request == null) {
      return null;
    }
    BigDecimal spent = spent(request);
    long unrated = terms.unrated() == BudgetUnrated.BLOCK ? request.unrated() : 0;
    return spent.compareTo(limit()) < 0 && unrated == 0
        ? null
        : Wording.refusal(new Standing(terms, "", spent), unrated, "this request ends");
  }
}
