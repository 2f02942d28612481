package io.costspan.reading;

import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import io.costspan.wire.JsonSink;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage of one call while its request and response pass by. What concerns the request and
 * what concerns the response may come from two threads at once, each by one at a time; {@link
 * #finish} comes after both.
 */
public interface UsageReader {
  /** Who works for the provider, as far as URL and request headers tell; null if they do not. */
  default @Nullable String upstream() {
    return null;
  }

  /**
   * Receives the request's wanted values. Asked for anew whenever the request's body is written
   * again: what an earlier writing told is then forgotten.
   */
  JsonSink request();

  /** Receives the response's wanted values; one document per event of a stream. */
  JsonSink response();

  /**
   * A text field of a multipart or urlencoded request.
   *
   * @param value cut if it is long
   * @param codePoints of the whole value
   */
  void form(String name, String value, long codePoints);

  /** The response head. */
  void head(int status, Headers headers);

  /**
   * Whether the rest of the response can teach nothing more. Asked after its head and after each of
   * its documents.
   */
  boolean complete();

  /**
   * What the call consumed, as far as it was seen. Called once.
   *
   * @param streamed whether the reply was a stream
   * @param start of the call
   * @param jobs those that calls began and nobody saw finish yet
   */
  UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs);

  /** How the call was read, for people; after {@link #finish}. Null if nothing was to be read. */
  default @Nullable Explanation explain() {
    return null;
  }
}
