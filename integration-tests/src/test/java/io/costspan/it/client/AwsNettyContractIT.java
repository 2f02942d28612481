package io.costspan.it.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

class AwsNettyContractIT extends HttpClientContract {
  AwsNettyContractIT() {
    super(Library.AWS_NETTY);
  }

  /** It follows no redirect and does not log in: both are for the application to do. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    return Map.of("redirect", List.of("free failed 0"), "login", List.of("free failed 0"));
  }

  /** Before 2.36, its HTTP/2 does not ask the server first whether it speaks that. */
  @Override
  Set<String> unable() {
    return isBefore("2.36") ? Set.of("h2-json", "h2-events", "h2-image") : Set.of();
  }

  /** How many of its connections fail, and are logged, is chance. */
  @Override
  String leftOut() {
    return isBefore("2.36") ? "h2-concurrency" : "";
  }
}
