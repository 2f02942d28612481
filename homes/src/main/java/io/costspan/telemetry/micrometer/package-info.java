/**
 * Adapts Micrometer: its global registry, and its observations. Compiled against the oldest version
 * that is supported.
 */
@NullMarked
package io.costspan.telemetry.micrometer;

import org.jspecify.annotations.NullMarked;
