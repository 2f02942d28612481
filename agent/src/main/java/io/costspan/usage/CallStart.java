package io.costspan.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call before its bytes are sent.
 *
 * @param provider value of {@code gen_ai.provider.name}
 * @param operation value of {@code gen_ai.operation.name}
 * @param traceparent the request's header of that name, null if it has none
 * @param attribution whose money it spends
 */
public record CallStart(
    String provider,
    String operation,
    String serverAddress,
    int serverPort,
    Instant startedAt,
    @Nullable String traceparent,
    Attribution attribution) {

  /** The start of a call of which nothing more is known. */
  public CallStart(
      String provider, String operation, String serverAddress, int serverPort, Instant startedAt) {
    this(provider, operation, serverAddress, serverPort, startedAt, null, Attribution.NONE);
  }
}
