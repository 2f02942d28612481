/** OpenTelemetry's standard settings, as far as the agent obeys them. Knows no SDK. */
@NullMarked
package io.costspan.otelsettings;

import org.jspecify.annotations.NullMarked;
