package io.costspan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.provider.Catalog;
import io.costspan.provider.Request;
import io.costspan.wire.Allocation;
import io.costspan.wire.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateTest {
  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    Gate.install(new Exchanges((host, port) -> null, provider));
  }

  @Test
  @DisplayName(
      "security: Of calls to hosts that neither a provider file nor `endpoints` names, only the"
          + " address is looked at, and nothing of it is kept unless the path is that of a known"
          + " API.")
  void endpoint_hostWithoutAi_allocatesNothing() {
    Gate.install(new Exchanges(Catalog.bundled(), provider));
    assertThat(Gate.endpoint("www.example.com", -1)).isNull();
    assertThat(Gate.endpoint(null, -1)).isNull();
    assertThat(Allocation.least(1000, () -> Gate.endpoint("www.example.com", -1))).isZero();
    assertThat(
            Allocation.least(
                1000, () -> Gate.overhear("https", "www.example.com", -1, "/v1/customers?id=1")))
        .isZero();
  }

  @Test
  void endpoint_hostWithAi_isKnown() {
    Gate.install(new Exchanges(Catalog.bundled(), provider));
    assertThat(Gate.endpoint("api.openai.com", -1)).isNotNull();
  }

  @Test
  void endpoint_catalogThatThrows_isAFaultAndNoEndpoint() {
    long before = Faults.counts().getOrDefault("gate", 0L);
    Gate.install(
        new Exchanges(
            (host, port) -> {
              throw new IllegalStateException();
            },
            provider));
    assertThat(Gate.endpoint("api.openai.com", -1)).isNull();
    assertThat(Faults.counts().get("gate")).isEqualTo(before + 1);
  }

  @Test
  void open_aiCall_isAnExchange() {
    Gate.install(new Exchanges((host, port) -> provider, provider));
    assertThat(Gate.open(provider, Request.of("POST", "/v1/chat", Headers.NONE))).isNotNull();
    assertThat(Gate.open(provider, Request.of("GET", "/health", Headers.NONE))).isNull();
  }
}
