package io.costspan.spend;

import io.costspan.pipeline.RatedCall;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;

/** {@code assertThat(call).costs("rated 0.008 USD; credits 1 x 0.008 = 0.008")}. */
final class CallAssert extends AbstractObjectAssert<CallAssert, RatedCall> {
  private CallAssert(RatedCall call) {
    super(call, CallAssert.class);
  }

  static CallAssert assertThat(RatedCall call) {
    return new CallAssert(call);
  }

  /** What it cost and why, see {@link Spend#told}. */
  CallAssert costs(String told) {
    Assertions.assertThat(Spend.told(actual)).as(descriptionText()).isEqualTo(told);
    return this;
  }
}
