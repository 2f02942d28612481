package io.costspan.telemetry.series;

/** The series of similar calls, for each metric. The histogram of costs has labels only. */
record CallSeries(
    Series<Sum> calls, Series<Labels> callCost, Series<Sum> usage, Series<Sum> cost) {}
