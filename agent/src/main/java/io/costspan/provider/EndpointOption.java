package io.costspan.provider;

import java.net.URI;

/**
 * A base URL that the user named: a gateway, a self-hosted model, a stand-in.
 *
 * @param base scheme, host, optional port and base path, such as {@code https://ai.corp/v1}
 * @param provider whose API is served there; a value of {@code gen_ai.provider.name}
 */
public record EndpointOption(URI base, String provider) {}
