package io.costspan.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What a ledger calls a model.
 *
 * @param provider that was called
 * @param responseModel that answered, null if the reply names none
 * @param requestModel that was asked for, perhaps a deployment; null if none was
 */
record OwnName(String provider, @Nullable String responseModel, @Nullable String requestModel) {
  /** The name to show. */
  String shown() {
    if (responseModel != null) {
      return responseModel;
    }
    return requestModel == null ? provider : requestModel;
  }
}
