package io.costspan.config;

/** Where the signals go; the values of the option {@code telemetry}. */
public enum TelemetryMode {
  /** The first of the others that is present. */
  AUTO,
  /** The SDK of the OpenTelemetry Java agent in the same JVM. */
  OTEL_AGENT,
  /** The application's own SDK. */
  APPLICATION,
  /** The application's registries of Micrometer, for metrics only. */
  MICROMETER,
  /** The agent's own SDK, configured by the standard {@code OTEL_*} settings. */
  EMBEDDED,
  NONE
}
