/** Applications on frameworks, each with the telemetry that its framework brings. */
package io.costspan.it.frameworks;
