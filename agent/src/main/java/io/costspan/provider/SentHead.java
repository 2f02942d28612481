package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request that a client sends.
 *
 * @param query without the question mark, null if there is none
 */
record SentHead(@Nullable String query, Headers headers) implements RequestHead {
  private static final String QUERY = "query:";
  private static final String HEADER = "header:";

  @Override
  public @Nullable String get(String place) {
    if (place.startsWith(HEADER)) {
      return headers.get(place.substring(HEADER.length()));
    }
    String name = place.substring(QUERY.length());
    return name.endsWith(ALL)
        ? Urls.parameter(query, name.substring(0, name.length() - ALL.length()), "")
        : Urls.parameter(query, name, ",");
  }
}
