package io.costspan.reading;

import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.FormSink;
import io.costspan.wire.Headers;
import io.costspan.wire.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage of one call as its request and response pass by. The methods for the request and
 * those for the response may be called by two threads at once, each by one thread at a time; {@link
 * #finish} is called after both.
 */
public interface UsageReader extends FormSink {
  /** The upstream provider that does the work, null if URL and headers do not reveal it. */
  default @Nullable String upstream() {
    return null;
  }

  /**
   * Learns of the jobs and results that other calls have shown. Called before the response, or not
   * at all by those who need only what this one shows.
   */
  default void know(Jobs jobs) {}

  /**
   * What is wanted of the request. Called again whenever the request's body is written again, which
   * discards the values of the previous attempt.
   */
  Wanted request();

  /**
   * The model that the request names, for whoever asks before the request is sent.
   *
   * @param whole whether all of the request's body has been seen
   * @return empty if calls of its kind have none; null if what was seen does not tell
   */
  default @Nullable String model(boolean whole) {
    return "";
  }

  /** What is wanted of the response, which has one document per event of a stream. */
  Wanted response();

  /**
   * Receives a text field of a multipart or URL-encoded request.
   *
   * @param value truncated if it is long
   * @param codePoints the number of characters of the whole value
   */
  @Override
  void field(String name, String value, long codePoints);

  /**
   * Receives the head of the response. Called again if the client sends the request again, which
   * discards the values of the earlier response; {@link #response} is asked for after that.
   */
  void head(int status, Headers headers);

  /** Whether the rest of the response is not needed. Called after its head. */
  boolean complete();

  /**
   * The usage of the call, as far as it was seen. Called once.
   *
   * @param streamed whether the reply was a stream
   * @param start of the call
   * @param jobs the jobs that calls began and that nobody has seen finish yet
   */
  UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs);

  /**
   * The user that the request names, as far as it was seen; null if it names none. Goes nowhere but
   * into a hash.
   */
  default @Nullable String user() {
    return null;
  }

  /** Asks to be able to {@link #explain}. */
  default void keep() {}

  /** Nobody asks any more. Called once, last of all. */
  default void release() {}

  /**
   * How the call was read, for people; after {@link #finish}, if that was asked for. Null if
   * nothing was to be read.
   */
  default @Nullable Explanation explain() {
    return null;
  }
}
