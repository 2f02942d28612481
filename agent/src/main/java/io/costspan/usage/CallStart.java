package io.costspan.usage;

import java.time.Instant;

/**
 * What is known of a call before its bytes are sent.
 *
 * @param provider value of {@code gen_ai.provider.name}
 * @param operation value of {@code gen_ai.operation.name}
 */
public record CallStart(
    String provider, String operation, String serverAddress, int serverPort, Instant startedAt) {}
