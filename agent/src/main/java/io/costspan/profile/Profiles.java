package io.costspan.profile;

import io.costspan.config.MetricsProfile;
import io.costspan.profile.table.LangfuseTable;
import io.costspan.profile.table.LogfireTable;
import io.costspan.profile.table.OpenInferenceTable;
import io.costspan.profile.table.OpenLitTable;
import io.costspan.profile.table.SemconvNextTable;
import io.costspan.profile.table.SemconvTable;
import io.costspan.profile.table.SuseTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The profiles in force, as one.
 *
 * @param metrics beside the counters of the agent's own, which no profile changes
 * @param onSpans all attributes of spans
 */
public record Profiles(List<ProfileMetric> metrics, List<CallAttribute<?>> onSpans) {
  private static final ProfileMetric CALL_COST =
      new ProfileMetric(
          Instruments.CALL_COST, Instruments.COST_BOUNDS, false, List.of(Row.of(Money::spent)));

  /** Has points of requests, none of calls. */
  private static final ProfileMetric TRACE_COST =
      new ProfileMetric(Instruments.TRACE_COST, Instruments.COST_BOUNDS, false, List.of());

  private static final Profile USUAL =
      new Profile(List.of(CALL_COST, TRACE_COST), CallAttributes.OF_SPANS, Set.of());

  private static final Set<String> OWN =
      Set.of(Instruments.CALL_COST.name(), Instruments.TRACE_COST.name());

  /** What is shown if no profile is asked for. */
  public static final Profiles DEFAULT = union(List.of(USUAL));

  /** All metrics, of which the agent's own histograms have further attributes. */
  public List<ProfileMetric> attributedBy(List<CallAttribute<?>> more) {
    return metrics.stream()
        .map(metric -> OWN.contains(metric.instrument().name()) ? metric.with(more) : metric)
        .toList();
  }

  /** The tables of these profiles; the others are not even loaded. */
  public static Profiles of(List<MetricsProfile> names) {
    List<Profile> all = new ArrayList<>();
    all.add(USUAL);
    for (MetricsProfile name : new LinkedHashSet<>(names)) {
      if (name != MetricsProfile.DEFAULT) {
        all.add(of(name));
      }
    }
    return all.size() == 1 ? DEFAULT : union(all);
  }

  /** The table of one profile. */
  static Profile of(MetricsProfile name) {
    return switch (name) {
      case DEFAULT -> USUAL;
      case SEMCONV_1_41 -> SemconvTable.PROFILE;
      case SEMCONV_NEXT -> SemconvNextTable.PROFILE;
      case OPENLIT -> OpenLitTable.PROFILE;
      case LOGFIRE -> LogfireTable.PROFILE;
      case LANGFUSE -> LangfuseTable.PROFILE;
      case OPENINFERENCE -> OpenInferenceTable.PROFILE;
      case SUSE -> SuseTable.PROFILE;
    };
  }

  private static Profiles union(List<Profile> all) {
    Map<String, ProfileMetric> metrics = new LinkedHashMap<>();
    Map<String, CallAttribute<?>> onSpans = new LinkedHashMap<>();
    Set<String> notOnSpans = new HashSet<>();
    for (Profile each : all) {
      each.metrics()
          .forEach(metric -> metrics.merge(metric.instrument().name(), metric, ProfileMetric::and));
      each.onSpans().forEach(attribute -> onSpans.putIfAbsent(attribute.name(), attribute));
      notOnSpans.addAll(each.notOnSpans());
    }
    onSpans.keySet().removeAll(notOnSpans);
    return new Profiles(List.copyOf(metrics.values()), List.copyOf(onSpans.values()));
  }
}
