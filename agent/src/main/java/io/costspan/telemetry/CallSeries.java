package io.costspan.telemetry;

/** The series of calls that look alike, to each metric. */
record CallSeries(Series calls, Series callCost, Series usage, Series cost) {}
