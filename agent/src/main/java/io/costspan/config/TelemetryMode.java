package io.costspan.config;

/** Which OpenTelemetry SDK the signals go through; the values of the option {@code telemetry}. */
public enum TelemetryMode {
  /** The first of the others that is there. */
  AUTO,
  /** The SDK of the OpenTelemetry Java agent in the same JVM. */
  OTEL_AGENT,
  /** The application's own SDK. */
  APPLICATION,
  /** Our own SDK, configured by the standard {@code OTEL_*} settings. */
  EMBEDDED,
  NONE
}
