package io.costspan.receipt;

import io.costspan.health.Excerpt;
import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a row have in common.
 *
 * @param model {@link #UNNAMED} if neither request nor reply named one
 */
public record RowKey(String provider, String model, String operation) {
  /** The model of calls that named none. */
  public static final String UNNAMED = "-";

  private static final int PRIME = 31;

  /** What a record has of its own takes longer than everything else at the receipt. */
  @Override
  public int hashCode() {
    return (provider.hashCode() * PRIME + model.hashCode()) * PRIME + operation.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowKey key
        && provider.equals(key.provider)
        && model.equals(key.model)
        && operation.equals(key.operation);
  }

  /** The model is the one that the application requested, if it named one. */
  static RowKey of(UsageRecord usage) {
    String model = usage.requestModel() == null ? usage.responseModel() : usage.requestModel();
    return new RowKey(
        Excerpt.of(usage.provider()),
        model == null ? UNNAMED : Excerpt.of(model),
        Excerpt.of(usage.operation()));
  }
}
