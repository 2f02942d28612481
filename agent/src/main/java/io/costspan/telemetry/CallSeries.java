package io.costspan.telemetry;

/** The series of similar calls, for each metric. */
record CallSeries(Series calls, Series callCost, Series usage, Series cost) {}
