package io.costspan.provider;

import org.jspecify.annotations.Nullable;

/** The known endpoints. */
public interface Catalog {
  /**
   * The endpoint at that address, or null if no AI is known there. Allocates nothing.
   *
   * @param port -1 for the scheme's default
   */
  @Nullable Endpoint endpoint(@Nullable String host, int port);
}
