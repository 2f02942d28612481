package io.costspan.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** One HTTP client library, driven in the same way by every case. */
interface Client extends AutoCloseable {
  /** A call, ready to be sent. */
  Call prepare(Ask ask) throws Exception;

  /** Cases that only this library has, by name. */
  default Map<String, Case> ownCases() {
    return Map.of();
  }

  /** Whether it speaks HTTP/2. */
  default boolean speaksHttp2() {
    return false;
  }

  @Override
  default void close() throws Exception {}

  /** What to ask for. */
  record Ask(
      String method, String url, Map<String, String> headers, Content content, int timeoutMillis) {
    private static final int PATIENT_MILLIS = 30_000;

    /** A request that names its case to the server. */
    static Ask of(String method, String name, String url, Content content) {
      return new Ask(method, url, Map.of("X-Case", name), content, PATIENT_MILLIS);
    }

    Ask within(int millis) {
      return new Ask(method, url, headers, content, millis);
    }
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
