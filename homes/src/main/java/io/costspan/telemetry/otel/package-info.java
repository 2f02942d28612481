/**
 * Adapts whatever SDK of OpenTelemetry is there. Compiled against the oldest version of its API
 * that is supported, bundled with the agent's own version, and renamed at run time to the package
 * names of the SDK that it is loaded for. So nothing here may name an OpenTelemetry class in text.
 */
@NullMarked
package io.costspan.telemetry.otel;

import org.jspecify.annotations.NullMarked;
