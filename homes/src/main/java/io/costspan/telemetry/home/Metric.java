package io.costspan.telemetry.home;

/**
 * What a home is told about a metric.
 *
 * @param whole whether its values are whole numbers, for homes that have a type of their own for
 *     them
 */
public record Metric(String name, String unit, String meaning, boolean whole) {}
