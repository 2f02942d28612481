package io.costspan.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.Instruments;
import io.costspan.profile.Money;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.ProfileMetric;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.ModelList;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up calls, money and quantities, whichever home shows them. */
public final class CallSums {
  private final KnownSeries series;
  private final List<ProfileMetric> histograms;
  private final OwnerLabels owners;
  private final int ofRequests;
  private final PriceAges ages = new PriceAges();

  /**
   * @param models the models whose series are never displaced by names from outside
   * @param metrics what calls have beside the counters of the agent's own
   * @param owners which stand on the counters of the agent's own
   */
  public CallSums(ModelList models, List<ProfileMetric> metrics, OwnerLabels owners) {
    this.owners = owners;
    series = new KnownSeries(models, metrics, owners.attributes());
    histograms = metrics.stream().filter(ProfileMetric::isHistogram).toList();
    ofRequests =
        histograms.stream()
            .map(histogram -> histogram.instrument().name())
            .toList()
            .indexOf(Instruments.TRACE_COST.name());
  }

  /** In the order of their numbers. */
  public List<ProfileMetric> histograms() {
    return histograms;
  }

  /** Takes the points of histograms, which nobody adds up here. */
  public interface Histograms {
    /**
     * @param histogram its number among the histograms of the profiles, from 0
     * @param span to which exemplars lead; null if there is none
     */
    void add(int histogram, BigDecimal value, Labels labels, @Nullable SpanRef span);
  }

  /** The ages of the prices that rate the calls. */
  public PriceAges ages() {
    return ages;
  }

  /** The counters to which calls add. */
  public List<Counter> counters() {
    return series.counters();
  }

  /**
   * Adds a call to all counters, and shows what belongs into histograms.
   *
   * @param span to which exemplars lead; null if there is none
   * @param isMeasured whether somebody else measures the call in the metrics that are shared
   */
  public void add(
      RatedCall call, @Nullable SpanRef span, boolean isMeasured, Histograms histograms) {
    RatedCall shown = owners.bounded(call);
    CallSeries of = series.of(shown);
    addToOwn(shown, of);
    series.rows().add(shown, span, of, isMeasured, histograms);
  }

  /**
   * Shows what a request has cost in all.
   *
   * @param span to which exemplars lead; null if there is none
   */
  public void addRequest(
      Map<String, BigDecimal> amounts,
      Map<String, String> owned,
      @Nullable SpanRef span,
      Histograms to) {
    if (ofRequests >= 0) {
      Map<String, String> shown = owners.bounded(owned);
      amounts.forEach(
          (currency, amount) ->
              to.add(ofRequests, amount, Labels.ofRequest(currency, shown), span));
    }
  }

  private void addToOwn(RatedCall call, CallSeries of) {
    Sum counted = of.calls().of(null);
    if (counted != null) {
      counted.increment();
    }
    if (!call.rating().status().mayCost()) {
      return;
    }
    ages.add(call);
    List<Quantity> quantities = call.usage().quantities();
    for (int i = 0; i < quantities.size(); i++) {
      add(quantities.get(i).count(), of.usage().of(quantities.get(i).meter()));
    }
    addMoney(call, of);
  }

  private static void addMoney(RatedCall call, CallSeries of) {
    BigDecimal amount = Money.amount(call);
    if (amount == null) {
      return;
    }
    if (Money.isSumOfCharges(call)) {
      List<ChargeLine> charges = call.rating().charges();
      for (int i = 0; i < charges.size(); i++) {
        add(charges.get(i).amount(), of.cost().of(charges.get(i).meter()));
      }
    } else {
      // A provider's amount that the charge lines do not add up to is not split.
      add(amount, of.cost().of(null));
    }
  }

  private static void add(BigDecimal amount, @Nullable Sum to) {
    if (to != null) {
      to.add(amount);
    }
  }
}
