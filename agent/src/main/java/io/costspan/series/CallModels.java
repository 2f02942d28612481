package io.costspan.series;

import io.costspan.profile.CallAttributes;
import io.costspan.usage.ModelList;
import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/**
 * The models of a call, and whether rate cards list them under exactly these names.
 *
 * @param request the requested model, null if there is none
 * @param listedRequest its name on a card, null if no card lists it
 * @param listedResponse the name on a card of the model that answered, null if no card lists it
 */
record CallModels(
    @Nullable String request, @Nullable String listedRequest, @Nullable String listedResponse) {

  static CallModels of(UsageRecord usage, ModelList list) {
    return new CallModels(
        usage.requestModel(),
        listed(usage, usage.requestModel(), list),
        listed(usage, usage.responseModel(), list));
  }

  private static @Nullable String listed(
      UsageRecord usage, @Nullable String model, ModelList list) {
    return model == null ? null : list.listed(usage, model);
  }

  /** Whether cards list the models that a series names in exactly that spelling. */
  boolean areListed(Labels series) {
    return isListed(series.get(CallAttributes.REQUEST_MODEL), listedRequest)
        && isListed(series.get(CallAttributes.RESPONSE_MODEL), listedResponse);
  }

  private static boolean isListed(@Nullable Object name, @Nullable String listed) {
    return name == null || name.equals(listed);
  }

  /** Whether the call requested a listed model, in whatever spelling, or none. */
  boolean isRequestListed() {
    return request == null || listedRequest != null;
  }
}
