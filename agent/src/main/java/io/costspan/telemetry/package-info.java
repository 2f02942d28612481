/** Turns rated calls into metrics and spans; the only room that knows OpenTelemetry. */
@NullMarked
package io.costspan.telemetry;

import org.jspecify.annotations.NullMarked;
