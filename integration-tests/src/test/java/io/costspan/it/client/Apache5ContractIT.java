package io.costspan.it.client;

import java.util.List;
import java.util.Map;

class Apache5ContractIT extends HttpClientContract {
  Apache5ContractIT() {
    super(Library.APACHE5);
  }

  /** Before 5.6 it leaves LZ4 to the application. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    return isBefore("5.6") ? Map.of("lz4", List.of("unrated unsupported_encoding -")) : Map.of();
  }
}
