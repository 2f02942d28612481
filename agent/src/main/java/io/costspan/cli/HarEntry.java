package io.costspan.cli;

import java.time.Instant;

/**
 * One recorded request and its response.
 *
 * @param startedAt the price in force is looked up at this instant
 * @param durationMillis until the end of the response
 * @param url as recorded
 * @param status 0 if no response arrived, {@link #UNREADABLE} if what is written there is none
 */
record HarEntry(
    Instant startedAt,
    long durationMillis,
    String method,
    String url,
    HarMessage request,
    int status,
    HarMessage response) {
  static final int UNREADABLE = -1;
}
