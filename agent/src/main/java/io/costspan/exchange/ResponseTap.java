package io.costspan.exchange;

import io.costspan.exchange.Turnstile.Side;
import io.costspan.usage.End;
import io.costspan.wire.Framing;
import org.jspecify.annotations.Nullable;

/** Watches the provider's response, and ends the exchange with it. */
final class ResponseTap extends LiveTap {
  private final LiveExchange exchange;

  ResponseTap(LiveExchange exchange, Framing framing) {
    super(exchange, Side.RESPONSE, framing);
    this.exchange = exchange;
  }

  @Override
  void advanced(Framing framing) {
    exchange.streaming(framing.streaming());
    switch (framing.state()) {
      case DONE -> over(End.COMPLETE);
      case MALFORMED -> over(End.MALFORMED);
      default -> {}
    }
  }

  private void over(End end) {
    exchange.over(this, end, null);
    turnOff();
  }

  @Override
  void ended(Framing framing) {
    exchange.streaming(framing.streaming());
    End end =
        switch (framing.state()) {
          case OPEN, DONE -> End.COMPLETE;
          case CUT -> End.FAILED;
          case MALFORMED -> End.MALFORMED;
          case UNDECODABLE -> End.UNSUPPORTED_ENCODING;
        };
    exchange.over(this, end, null);
  }

  @Override
  void closed(Framing framing) {
    boolean undecodable = framing.state() == Framing.State.UNDECODABLE;
    exchange.over(this, undecodable ? End.UNSUPPORTED_ENCODING : End.CLOSED, null);
  }

  @Override
  void failed(Framing framing, @Nullable Throwable cause) {
    exchange.over(this, End.FAILED, cause);
  }
}
