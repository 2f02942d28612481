/** Adapts Micrometer's global registry. Compiled against the oldest version that is supported. */
@NullMarked
package io.costspan.telemetry.micrometer;

import org.jspecify.annotations.NullMarked;
