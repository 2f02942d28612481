package io.costspan.history;

import io.costspan.pipeline.RatedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call as a line of a ledger tells it.
 *
 * @param call the call, as far as the line knows it: its port is 0, its URL is no more than the
 *     host, and of work that was measured in several ways only the measure that was billed is left;
 *     so it can be rated again. The id of its card is that of its first charge
 * @param service the application that made it, null if it is not known
 * @param host the machine or container on which it was made, null if it is not known
 * @param instance which process made it, null if it is not known
 * @param place where the line stands
 * @param isWhole whether the line tells the call's own attributes, such as its tier; those of the
 *     first versions do not
 */
public record PastCall(
    RatedCall call,
    @Nullable String service,
    @Nullable String host,
    @Nullable String instance,
    Place place,
    boolean isWhole) {

  /** A call whose line tells everything. */
  public PastCall(
      RatedCall call,
      @Nullable String service,
      @Nullable String host,
      @Nullable String instance,
      Place place) {
    this(call, service, host, instance, place, true);
  }

  /** The model that was requested, or else the one that answered; null if neither is named. */
  public @Nullable String model() {
    String requested = call.usage().requestModel();
    return requested == null ? call.usage().responseModel() : requested;
  }
}
