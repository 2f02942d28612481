package io.costspan.exchange;

import io.costspan.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * All that a client's objects hold of an exchange: once this object is unreachable, nobody will end
 * the exchange. The exchange itself holds nothing of the client, which would keep this object
 * alive.
 */
final class HeldExchange implements Exchange {
  private final LiveExchange exchange;

  HeldExchange(LiveExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public @Nullable AutoCloseable enter() {
    return exchange.enter();
  }

  @Override
  public void hop() {
    exchange.hop();
  }

  @Override
  public void answered() {
    exchange.answered();
  }

  @Override
  public BodyTap requestBody(@Nullable String contentType, @Nullable String contentEncoding) {
    return HeldTap.of(exchange.requestBody(contentType, contentEncoding), this);
  }

  @Override
  public void requestUnseen() {
    exchange.requestUnseen();
  }

  @Override
  public BodyTap responseBody(int status, Headers headers) {
    return HeldTap.of(exchange.responseBody(status, headers), this);
  }

  @Override
  public void servedFromCache() {
    exchange.servedFromCache();
  }

  @Override
  public void failed(@Nullable Throwable cause) {
    exchange.failed(cause);
  }
}
