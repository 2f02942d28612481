package io.costspan.provider;

import io.costspan.usage.UsageRecord;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;

/** {@code assertThat(record).counts("images 2").costs("0.08")}. */
public final class UsageAssert extends AbstractObjectAssert<UsageAssert, UsageRecord> {
  private UsageAssert(UsageRecord record) {
    super(record, UsageAssert.class);
  }

  public static UsageAssert assertThat(UsageRecord record) {
    return new UsageAssert(record);
  }

  /** All that was read, see {@link Traffic#quantities}. */
  public UsageAssert counts(String... quantities) {
    Assertions.assertThat(Traffic.quantities(actual))
        .as(descriptionText())
        .containsExactly(quantities);
    return this;
  }

  /** By the bundled prices, see {@link Traffic#cost}. */
  public UsageAssert costs(String cost) {
    Assertions.assertThat(Traffic.cost(actual)).as(descriptionText()).isEqualTo(cost);
    return this;
  }
}
