package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known endpoints. */
public interface Catalog {
  /** One that knows no endpoint. */
  Catalog NONE = (host, port) -> null;

  /**
   * The endpoint at that address, or null if no AI is known there. Allocates nothing.
   *
   * @param port -1 for the scheme's default
   */
  @Nullable Endpoint endpoint(@Nullable String host, int port);

  /**
   * The endpoints that provider files and the user's options describe.
   *
   * @param users provider files that come before the bundled ones; of two with the same name the
   *     first counts
   * @param estimates whether what replies do not tell is to be estimated
   * @throws io.costspan.json.JsonException for a file that is refused
   * @throws IllegalArgumentException for an option that names an unknown provider
   */
  static Catalog load(List<JsonValue> users, List<EndpointOption> extra, boolean estimates) {
    return new ListedCatalog(new ProviderFiles(ProviderSource.all(users), estimates).hosts(extra));
  }

  /** As above, with estimates. */
  static Catalog load(List<JsonValue> users, List<EndpointOption> extra) {
    return load(users, extra, true);
  }

  /** The catalog of the provider files that come with the agent. */
  static Catalog bundled() {
    return load(List.of(), List.of());
  }

  /**
   * A catalog that takes any host and tells AI calls by the ends of their paths, for recordings,
   * where nobody waits. Whether it was an AI call only its reply shows: it has quantities.
   */
  static Catalog unlisted() {
    Service service = new ProviderFiles(BundledProviders.sources(), false).service("compatible");
    return (host, port) -> host == null ? null : new UnlistedEndpoint(host, port, service);
  }
}
