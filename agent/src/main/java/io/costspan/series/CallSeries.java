package io.costspan.series;

import org.jspecify.annotations.Nullable;

/**
 * The series of similar calls, for each metric.
 *
 * @param rows for {@link Rows}
 */
record CallSeries(
    CallModels models,
    Series<Sum> calls,
    Series<Sum> usage,
    Series<Sum> cost,
    @Nullable Object[] rows) {}
