package io.costspan.it.client;

import java.util.Set;

class Apache4ContractIT extends HttpClientContract {
  Apache4ContractIT() {
    super(Library.APACHE4);
  }

  /** Old versions expect deflate without a header, and send no body to another place. */
  @Override
  Set<String> unable() {
    return isBefore("4.5.14") ? Set.of("deflate", "redirect") : Set.of();
  }
}
