/**
 * What calls add up to: the sums of each series, whichever home shows them. Knows no telemetry
 * library, so that one home can take over from another without losing or doubling an amount.
 */
@NullMarked
package io.costspan.series;

import org.jspecify.annotations.NullMarked;
