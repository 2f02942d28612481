/**
 * Fields read from the wire to a {@code UsageRecord} of disjoint quantities; knows payloads, never
 * prices.
 */
@NullMarked
package io.costspan.usage;

import org.jspecify.annotations.NullMarked;
