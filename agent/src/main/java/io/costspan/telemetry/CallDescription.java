package io.costspan.telemetry;

import io.costspan.health.Excerpt;
import io.costspan.home.Description;
import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.CallAttributes;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What a span says of a call.
 *
 * @param isForeign whether an instrumentation of others describes the call there, but for its cost
 */
record CallDescription(RatedCall call, List<CallAttribute<?>> attributes, boolean isForeign)
    implements Description {
  @Override
  public String name() {
    String model = call.usage().requestModel();
    String operation = call.usage().operation();
    return Excerpt.of(model == null ? operation : operation + " " + model);
  }

  @Override
  public boolean isOfFailure() {
    return call.facts().errorType() != null;
  }

  @Override
  public void forEach(BiConsumer<String, Object> attribute) {
    for (CallAttribute<?> each : attributes) {
      Object value = each.value().apply(call);
      if (value != null && (!isForeign || each.isOfCost())) {
        attribute.accept(each.name(), value);
      }
    }
    if (!call.owners().isEmpty()) {
      call.owners().forEach((key, value) -> attribute.accept(CallAttributes.OWNER + key, value));
    }
  }
}
