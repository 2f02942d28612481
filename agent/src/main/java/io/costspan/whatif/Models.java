package io.costspan.whatif;

import io.costspan.usage.UsageRecord;

/** Names of models in tables. */
final class Models {
  private Models() {}

  /** The provider and the model that was asked for, or else the one that answered. */
  static String name(UsageRecord usage) {
    String model = usage.requestModel() == null ? usage.responseModel() : usage.requestModel();
    return usage.provider() + "/" + (model == null ? "-" : model);
  }
}
