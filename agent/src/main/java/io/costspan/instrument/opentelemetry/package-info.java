/** Notices the application's SDK of OpenTelemetry, without touching it. */
@NullMarked
package io.costspan.instrument.opentelemetry;

import org.jspecify.annotations.NullMarked;
