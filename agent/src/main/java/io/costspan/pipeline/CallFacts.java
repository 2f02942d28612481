package io.costspan.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call from HTTP, regardless of the provider.
 *
 * @param startedAt when the request was sent; the price in force is looked up at this instant
 * @param durationMillis milliseconds until the end of the body
 * @param serverAddress host as the application addressed it
 * @param serverPort never 0: the scheme's default is filled in
 * @param status HTTP status, 0 if no response arrived
 * @param streaming whether the reply was an event stream
 * @param errorType value of {@code error.type}: an exception's class name or the status; null if
 *     the call succeeded
 */
public record CallFacts(
    Instant startedAt,
    long durationMillis,
    String serverAddress,
    int serverPort,
    int status,
    boolean streaming,
    @Nullable String errorType) {

  /** The same call with that duration. */
  public CallFacts withDurationMillis(long millis) {
    return new CallFacts(
        startedAt, millis, serverAddress, serverPort, status, streaming, errorType);
  }
}
