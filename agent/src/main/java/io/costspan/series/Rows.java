package io.costspan.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.Instrument;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points that calls have in the metrics of profiles, with the series that they belong to. */
final class Rows {
  private final List<Place> places = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();

  /**
   * Where the points of a row go.
   *
   * @param histogram number of the histogram, from 0; -1 for a counter
   * @param series {@link Sum} of a counter, {@link Labels} of a histogram
   */
  private record Place(
      Row row, Instrument instrument, boolean shared, int histogram, SeriesBound<?> series) {
    Labels labels(RatedCall call) {
      Map<String, Object> labels = instrument.of(call);
      labels.putAll(row.labels());
      return new Labels(labels);
    }
  }

  Rows(List<ProfileMetric> metrics) {
    int histograms = 0;
    for (ProfileMetric metric : metrics) {
      int histogram = metric.isHistogram() ? histograms++ : -1;
      SeriesBound<?> series = series(metric);
      for (Row row : metric.rows()) {
        places.add(new Place(row, metric.instrument(), metric.shared(), histogram, series));
      }
    }
  }

  private SeriesBound<?> series(ProfileMetric metric) {
    if (metric.isHistogram()) {
      return new SeriesBound<>(labels -> labels);
    }
    Sums sums = new Sums(metric.instrument());
    counters.add(sums);
    return sums.series();
  }

  List<Counter> counters() {
    return counters;
  }

  /** Room for the series of similar calls. */
  @Nullable Object[] noneYet() {
    return new Object[places.size()];
  }

  /**
   * Adds a call's points to counters, and shows those of histograms.
   *
   * @param span to which exemplars lead; null if there is none
   * @param of the series of such calls, as far as they are known
   * @param isMeasured whether somebody else measures the call in the metrics that are shared
   */
  void add(
      RatedCall call,
      @Nullable SpanRef span,
      CallSeries of,
      boolean isMeasured,
      CallSums.Histograms histograms) {
    @Nullable Object[] known = of.rows();
    for (int i = 0; i < known.length; i++) {
      Place place = places.get(i);
      BigDecimal value = isMeasured && place.shared ? null : place.row.value().apply(call);
      if (value == null) {
        continue;
      }
      Object series = known[i];
      if (series == null) {
        series = place.series.of(place.labels(call), of.models());
        known[i] = series;
      }
      if (series instanceof Sum sum) {
        sum.add(value);
      } else if (series instanceof Labels labels) {
        histograms.add(place.histogram, value, labels, span);
      }
    }
  }
}
