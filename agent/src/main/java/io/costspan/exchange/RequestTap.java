package io.costspan.exchange;

import io.costspan.exchange.Turnstile.Side;
import io.costspan.wire.Framing;
import org.jspecify.annotations.Nullable;

/** Watches the application's request. The end of its body does not end the call. */
final class RequestTap extends LiveTap {
  private boolean whole;

  RequestTap(LiveExchange exchange, Framing framing) {
    super(exchange, Side.REQUEST, framing);
  }

  @Override
  void advanced(Framing framing) {
    if (framing.state() != Framing.State.OPEN) {
      whole = true;
      turnOff();
    }
  }

  @Override
  void ended(Framing framing) {
    whole = true;
  }

  /** Whether everything relevant in the body has passed by. */
  boolean whole() {
    return whole;
  }

  @Override
  void closed(Framing framing) {}

  @Override
  void failed(Framing framing, @Nullable Throwable cause) {}
}
