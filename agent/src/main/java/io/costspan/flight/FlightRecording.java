package io.costspan.flight;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Recorded;
import io.costspan.profile.Money;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import java.util.function.Supplier;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Begins an event for each call while a recording asks for it; otherwise does nothing. */
public final class FlightRecording implements Supplier<@Nullable Recorded> {
  private FlightRecording() {}

  /** One that works also where the JVM has no Flight Recorder. */
  public static Supplier<@Nullable Recorded> inThisJvm() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent()
        ? new FlightRecording()
        : () -> null;
  }

  /** What is told of the call that begins now; null if nobody records it. */
  @Override
  public @Nullable Recorded get() {
    return FlightRecorder.isInitialized() && Type.AI_CALL.isEnabled() ? begin() : null;
  }

  private static Recorded begin() {
    AiCall event = new AiCall();
    event.begin();
    return new Recorded() {
      @Override
      public void ended() {
        event.end();
      }

      @Override
      public void rated(RatedCall call) {
        commit(event, call);
      }
    };
  }

  private static void commit(AiCall event, RatedCall call) {
    if (!event.shouldCommit()) {
      return;
    }
    event.provider = text(call.usage().provider());
    event.operation = text(call.usage().operation());
    event.requestModel = text(call.usage().requestModel());
    event.responseModel = text(call.usage().responseModel());
    event.rating = call.rating().status().wireName();
    event.reason = call.rating().reason();
    BigDecimal amount = Money.amount(call);
    event.amount = amount == null ? null : amount.toPlainString();
    event.amountValue = amount == null ? Double.NaN : amount.doubleValue();
    event.currency = call.rating().currency();
    event.estimated = call.rating().estimated();
    event.meters = meters(call);
    event.commit();
  }

  private static String meters(RatedCall call) {
    StringBuilder meters = new StringBuilder();
    for (Quantity quantity : call.usage().quantities()) {
      meters
          .append(meters.isEmpty() ? "" : ", ")
          .append(quantity.meter().wireName())
          .append(' ')
          .append(quantity.count().toPlainString());
    }
    return meters.toString();
  }

  private static @Nullable String text(@Nullable String fromOutside) {
    return fromOutside == null ? null : Excerpt.of(fromOutside);
  }

  /** Registers the event, which needs a recorder that has started. */
  private static final class Type {
    static final EventType AI_CALL = EventType.getEventType(AiCall.class);

    private Type() {}
  }
}
