package io.costspan.receipt;

import io.costspan.health.Excerpt;
import io.costspan.usage.UsageRecord;

/**
 * What the calls of a row have in common.
 *
 * @param model {@link #UNNAMED} if neither request nor reply named one
 */
public record RowKey(String provider, String model, String operation) {
  /** The model of calls that named none. */
  public static final String UNNAMED = "-";

  /** The model is the one that the application requested, if it named one. */
  static RowKey of(UsageRecord usage) {
    String model = usage.requestModel() == null ? usage.responseModel() : usage.requestModel();
    return new RowKey(
        Excerpt.of(usage.provider()),
        model == null ? UNNAMED : Excerpt.of(model),
        Excerpt.of(usage.operation()));
  }
}
