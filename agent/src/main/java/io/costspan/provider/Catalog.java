package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known endpoints. */
public interface Catalog {
  /**
   * The endpoint at that address, or null if no AI is known there. Allocates nothing.
   *
   * @param port -1 for the scheme's default
   */
  @Nullable Endpoint endpoint(@Nullable String host, int port);

  /**
   * The endpoints that provider files and the user's options describe.
   *
   * @throws io.costspan.json.JsonException for a file or option that is refused
   */
  static Catalog load(List<JsonValue> files, List<EndpointOption> extra) {
    return (host, port) -> null;
  }

  /** The provider files that come with the agent. */
  static Catalog bundled() {
    return load(List.of(), List.of());
  }
}
