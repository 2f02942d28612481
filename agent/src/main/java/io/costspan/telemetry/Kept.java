package io.costspan.telemetry;

import io.costspan.profile.ProfileMetric;
import io.costspan.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The points that a home has got, for the next one, if nothing has arrived from there. However many
 * they are, they are kept as number and sum by bucket.
 */
final class Kept {
  private final List<Histogram> histograms = new ArrayList<>();

  /** Receives points again. */
  interface Points {
    void add(int histogram, double value, Labels labels);
  }

  private static final class Histogram {
    private final double[] bounds;
    private final Map<Labels, Buckets> series = new HashMap<>();

    Histogram(ProfileMetric metric) {
      bounds = metric.bounds().stream().mapToDouble(Double::doubleValue).toArray();
    }

    void add(double value, Labels labels) {
      int bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) {
        bucket++;
      }
      Buckets of = series.get(labels);
      if (of == null) {
        of = new Buckets(bounds.length + 1);
        series.put(labels, of);
      }
      of.counts[bucket]++;
      of.sums[bucket] += value;
    }

    double highest(int bucket) {
      return bucket < bounds.length ? bounds[bucket] : Double.MAX_VALUE;
    }
  }

  private static final class Buckets {
    private final long[] counts;
    private final double[] sums;

    Buckets(int size) {
      counts = new long[size];
      sums = new double[size];
    }
  }

  Kept(List<ProfileMetric> metrics) {
    metrics.forEach(metric -> histograms.add(new Histogram(metric)));
  }

  /**
   * @param histogram its number, from 0
   */
  void add(int histogram, double value, Labels labels) {
    histograms.get(histogram).add(value, labels);
  }

  /** Shows as many points in each bucket as there were, with the same sum. */
  void forEach(Points reader) {
    for (int i = 0; i < histograms.size(); i++) {
      int number = i;
      Histogram histogram = histograms.get(i);
      histogram.series.forEach(
          (labels, buckets) -> {
            for (int bucket = 0; bucket < buckets.counts.length; bucket++) {
              long count = buckets.counts[bucket];
              double mean = Math.min(buckets.sums[bucket] / count, histogram.highest(bucket));
              for (long point = 0; point < count; point++) {
                reader.add(number, mean, labels);
              }
            }
          });
    }
  }
}
