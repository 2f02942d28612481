package io.costspan.report;

import io.costspan.receipt.Sums;
import java.util.List;

/**
 * Calls that have something in common.
 *
 * @param names the value of each key
 * @param sums what the calls add up to
 */
public record Group(List<String> names, Sums sums) {}
