package io.costspan.config;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose names telemetry uses; the values of the option {@code metrics.profile}. */
public enum MetricsProfile {
  /** The agent's own. */
  DEFAULT,
  /** OpenTelemetry's conventions for tokens and durations, as libraries emit them today. */
  SEMCONV_1_41,
  /** The same, as they will be, and the parts of a cost. */
  SEMCONV_NEXT,
  OPENLIT,
  LOGFIRE,
  LANGFUSE,
  OPENINFERENCE,
  SUSE;

  private final String wireName =
      name().toLowerCase(Locale.ROOT).replace("_1_", "-1.").replace('_', '-');

  /** The name on the command line, such as {@code semconv-1.41}. */
  public String wireName() {
    return wireName;
  }

  static MetricsProfile of(String text) {
    return Stream.of(values())
        .filter(profile -> profile.wireName.equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "use one or more of "
                        + Stream.of(values())
                            .map(MetricsProfile::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
