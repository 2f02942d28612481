package io.costspan.budget;

import java.time.Instant;

/**
 * A part of a budget is spent.
 *
 * @param threshold in percent of its limit
 * @param until when what is spent by now will have left the window
 */
record Warning(Standing standing, int threshold, Instant at, Instant until) {}
