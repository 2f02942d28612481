package io.costspan.it.client;

import java.util.List;
import java.util.Map;

/** Below redirects and repetitions: each request that is sent is a call of its own. */
class VertxContractIT extends HttpClientContract {
  private static final Map<String, List<String>> HOPS =
      Map.of(
          "redirect", List.of("free failed 0", "rated - 0.000021"),
          "login", List.of("free failed 0", "rated - 0.000021"),
          "unavailable", List.of("free failed 0", "rated - 0.000021"),
          "connect-refused", List.of());

  VertxContractIT() {
    super(Library.VERTX_CLIENT);
  }

  @Override
  Map<String, List<String>> ratingsOfHops() {
    return HOPS;
  }
}
