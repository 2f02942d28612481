package io.costspan.exchange;

import io.costspan.exchange.Turnstile.Side;
import org.jspecify.annotations.Nullable;

/** Watches what the application asks. How its body ends says nothing of the call. */
final class RequestTap extends LiveTap {
  RequestTap(LiveExchange exchange, Framing framing) {
    super(exchange, Side.REQUEST, framing);
  }

  @Override
  void advanced(Framing framing) {
    if (framing.state() != Framing.State.OPEN) {
      turnOff();
    }
  }

  @Override
  void ended(Framing framing) {}

  @Override
  void closed(Framing framing) {}

  @Override
  void failed(Framing framing, @Nullable Throwable cause) {}
}
