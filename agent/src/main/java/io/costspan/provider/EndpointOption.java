package io.costspan.provider;

import java.net.URI;

/**
 * A base URL that the user named: a gateway, a self-hosted model, a stand-in.
 *
 * @param base scheme, host, optional port and base path, such as {@code https://ai.corp/v1}
 * @param provider whose API is served there; a value of {@code gen_ai.provider.name}, or {@link
 *     #GATEWAY}
 */
public record EndpointOption(URI base, String provider) {
  /** Any API, spoken to a gateway that rates the calls itself. */
  static final String GATEWAY = "gateway";

  /** Provider files that recognise any API. */
  private static final String ANY = "auto";

  boolean isGateway() {
    return provider.equals(GATEWAY);
  }

  /** The provider or the provider file that says how to read the calls. */
  String dialect() {
    return isGateway() ? ANY : provider;
  }
}
