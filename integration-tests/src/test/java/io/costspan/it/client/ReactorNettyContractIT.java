package io.costspan.it.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Below redirects, logins and repetitions: each request that is sent is a call of its own. */
class ReactorNettyContractIT extends HttpClientContract {
  private static final Map<String, List<String>> HOPS =
      Map.of(
          "redirect", List.of("free failed 0", "rated - 0.000021"),
          "login", List.of("free failed 0", "rated - 0.000021"),
          "unavailable", List.of("free failed 0", "rated - 0.000021"),
          "connect-refused", List.of());

  ReactorNettyContractIT() {
    super(Library.REACTOR_NETTY);
  }

  /** Version 1.0.0 takes {@code 100 Continue} for the reply. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    Map<String, List<String>> hops = new HashMap<>(HOPS);
    if (isBefore("1.0.48")) {
      hops.put("continue", List.of("unrated aborted -"));
    }
    return hops;
  }
}
