package io.costspan.provider;

import io.costspan.usage.UsageRecord;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;

/** {@code assertThat(record).counts("images 2").costs("0.08")}. */
final class UsageAssert extends AbstractObjectAssert<UsageAssert, UsageRecord> {
  private UsageAssert(UsageRecord record) {
    super(record, UsageAssert.class);
  }

  static UsageAssert assertThat(UsageRecord record) {
    return new UsageAssert(record);
  }

  /** All that was read, see {@link Traffic#quantities}. */
  UsageAssert counts(String... quantities) {
    Assertions.assertThat(Traffic.quantities(actual))
        .as(descriptionText())
        .containsExactly(quantities);
    return this;
  }

  /** By the bundled prices, see {@link Traffic#cost}. */
  UsageAssert costs(String cost) {
    Assertions.assertThat(Traffic.cost(actual)).as(descriptionText()).isEqualTo(cost);
    return this;
  }
}
