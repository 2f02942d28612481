package io.costspan.it.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

class Apache4AsyncContractIT extends HttpClientContract {
  private static final String RATED = "rated - 0.000021";
  private static final String FAILED = "free failed 0";
  private static final String FIRST_TO_REDIRECT = "4.1.5";

  Apache4AsyncContractIT() {
    super(Library.APACHE4_ASYNC);
  }

  /** Each request that is sent is a call, and what is never sent is none. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    return Map.of(
        "redirect", isBefore(FIRST_TO_REDIRECT) ? List.of(FAILED) : List.of(FAILED, RATED),
        "login", List.of(FAILED, RATED),
        "connect-refused", List.of());
  }

  /** Old versions break off when a body has to go to another place. */
  @Override
  Set<String> unable() {
    return isBefore(FIRST_TO_REDIRECT) ? Set.of("redirect") : Set.of();
  }
}
