package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known endpoints. */
public interface Catalog {
  /** A catalog without endpoints. */
  Catalog NONE = (host, port) -> null;

  /**
   * The endpoint at that address, or null if no AI is known there. Allocates nothing.
   *
   * @param port -1 for the scheme's default
   */
  @Nullable Endpoint endpoint(@Nullable String host, int port);

  /** Same as {@link #endpoint}, for a caller that asks again about the same call. */
  default @Nullable Endpoint glance(@Nullable String host, int port) {
    return endpoint(host, port);
  }

  /**
   * Whether an endpoint that speaks TLS may be at that address. Allocates nothing.
   *
   * @param port -1 if it is not known
   */
  default boolean isTlsEndpoint(String host, int port) {
    return false;
  }

  /**
   * The endpoints that provider files and the user's options describe.
   *
   * @param users provider files that take precedence over the bundled ones; of two with the same
   *     name the first is used
   * @param estimates whether to estimate what replies do not report
   * @throws io.costspan.json.JsonException if a file is refused
   * @throws IllegalArgumentException if an option names an unknown provider
   */
  static Catalog load(List<JsonValue> users, List<EndpointOption> extra, boolean estimates) {
    return new ListedCatalog(new ProviderFiles(ProviderSource.all(users), estimates).hosts(extra));
  }

  /** The endpoints that provider files and the user's options describe, with estimates. */
  static Catalog load(List<JsonValue> users, List<EndpointOption> extra) {
    return load(users, extra, true);
  }

  /** The catalog of the provider files that come with the agent. */
  static Catalog bundled() {
    return load(List.of(), List.of());
  }

  /**
   * A catalog that accepts any host and recognises AI calls by the ends of their paths; for
   * recordings, where nobody waits. Whether a call really was an AI call is known only from its
   * reply, which must have quantities.
   */
  static Catalog unlisted() {
    Service service = new ProviderFiles(BundledProviders.sources(), false).service("compatible");
    return (host, port) -> host == null ? null : new UnlistedEndpoint(host, port, service);
  }
}
