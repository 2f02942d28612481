package io.costspan.home;

import java.util.List;

/**
 * What a home is told about a metric.
 *
 * @param whole whether its values are whole numbers, for homes that have a type of their own for
 *     them
 * @param keys the names that its tags may have
 */
public record Metric(String name, String unit, String meaning, boolean whole, List<String> keys) {}
