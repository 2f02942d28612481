package io.costspan.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One HTTP client library, driven in the same way by every case. */
interface Client extends AutoCloseable {
  /** A call, ready to be sent. */
  Call prepare(Ask ask) throws Exception;

  /** Cases that only this library has, by name. */
  default Map<String, Case> ownCases() {
    return Map.of();
  }

  /** The same of calls to {@link Server#spentUrl}, which a budget blocks. */
  default Map<String, Case> blockedCases() {
    return Map.of();
  }

  /** The limits of time that the library knows, beside that for the head of a reply. */
  default Set<Limit> limits() {
    return Set.of();
  }

  /** Whether a call can be cancelled before it is sent. */
  default boolean cancelsBeforeSending() {
    return false;
  }

  /** Whether a connection is free again when the application has read the reply. */
  default boolean freesConnectionsAtOnce() {
    return false;
  }

  /** Whether a call can be cancelled while its body is sent. */
  default boolean cancelsWhileSending() {
    return false;
  }

  /** Whether it speaks HTTP/2. */
  default boolean speaksHttp2() {
    return false;
  }

  @Override
  default void close() throws Exception {}

  /** What to ask for. */
  record Ask(
      String method,
      String url,
      Map<String, String> headers,
      Content content,
      Limit limit,
      int timeoutMillis) {
    static final String EXPECT = "Expect";
    private static final int PATIENT_MILLIS = 30_000;

    /** A request that names its case to the server. */
    static Ask of(String method, String name, String url, Content content) {
      return new Ask(method, url, Map.of("X-Case", name), content, Limit.ANSWER, PATIENT_MILLIS);
    }

    /** The same with one more header. */
    Ask with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Ask(method, url, more, content, limit, timeoutMillis);
    }

    Ask within(Limit limit, int millis) {
      return new Ask(method, url, headers, content, limit, millis);
    }

    /** The same that asks before it sends its body. */
    Ask expectingToContinue() {
      return with(EXPECT, "100-continue");
    }

    boolean expectsToContinue() {
      return headers.containsKey(EXPECT);
    }
  }

  /** What has to happen in time. */
  enum Limit {
    /** The head of the reply. */
    ANSWER,
    /** The next part of its body. */
    BODY,
    /** The connection. */
    CONNECT,
    /** All of the call. */
    CALL
  }

  /** A request body; one that streams can be written only once. */
  record Content(String type, byte[] bytes, boolean streams) {
    static final Content NONE = new Content(null, null, false);
  }

  /** A call that can be cancelled by another thread. */
  interface Call {
    Reply send() throws Exception;

    void cancel() throws Exception;
  }

  /** A response; its body is read by whoever wants it. */
  interface Reply {
    int status();

    /** As the library tells them, {@code name: value}. */
    List<String> headers();

    /** Empty if there is none. */
    InputStream body() throws IOException;

    /** Closes without regard to what has been read. */
    void close() throws IOException;
  }

  /** Something that an application does. */
  @FunctionalInterface
  interface Case {
    void run() throws Exception;
  }
}
