package io.costspan.it.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

class Apache5AsyncContractIT extends HttpClientContract {
  private static final String RATED = "rated - 0.000021";
  private static final String FAILED = "free failed 0";

  Apache5AsyncContractIT() {
    super(Library.APACHE5_ASYNC);
  }

  /** Each request that is sent is a call, and what is never sent is none. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    return Map.of(
        "redirect", List.of(FAILED, RATED),
        "login", List.of(FAILED, RATED),
        "unavailable", List.of(FAILED, RATED),
        "connect-refused", List.of());
  }

  /** A call is cancelled when its request has arrived, and perhaps when its reply has begun. */
  @Override
  Map<String, List<String>> ratingsByChance() {
    return Map.of("cancel-early", List.of("unrated aborted -"));
  }

  /** The HTTP/2 of 5.1 does not understand the server's. */
  @Override
  Set<String> unable() {
    return isBefore("5.2")
        ? Set.of("h2-json", "h2-events", "h2-image", "h2-concurrency")
        : Set.of();
  }
}
