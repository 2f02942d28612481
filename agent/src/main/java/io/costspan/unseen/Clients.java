package io.costspan.unseen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the client that opened a connection, by the stack at the moment when TLS began: the first
 * frame of a client that is known, or else of a class that is none of the JDK or of Netty.
 */
final class Clients {
  static final Client UNKNOWN = Client.unwatched("unknown", "");

  private static final String NETTY = "io.netty.";

  /** Native code of AWS, mostly called by the SDK. */
  private static final String CRT = "software.amazon.awssdk.crt.";

  /** Packages of clients, none of which begins like another. */
  private static final Map<String, Client> KNOWN =
      Map.ofEntries(
          Map.entry("jdk.internal.net.http.", Client.watched("java.net.http")),
          Map.entry("okhttp3.", Client.watched("OkHttp")),
          Map.entry("org.apache.hc.client5.", Client.watched("Apache HttpClient 5")),
          Map.entry("org.apache.http.impl.", Client.watched("Apache HttpClient 4")),
          Map.entry("org.apache.http.conn.", Client.watched("Apache HttpClient 4")),
          Map.entry("org.apache.http.nio.", Client.watched("Apache HttpAsyncClient 4")),
          Map.entry("org.apache.hc.core5.", Client.watched("Apache HttpClient 5 (async)")),
          Map.entry("reactor.netty.", Client.watched("Reactor Netty")),
          Map.entry("io.vertx.", Client.watched("Vert.x")),
          Map.entry("io.grpc.", Client.unwatched("gRPC", ", that is the HTTP variant of the SDK")),
          Map.entry("software.amazon.awssdk.http.", Client.watched("AWS SDK 2")),
          Map.entry("sun.net.www.protocol.https.", Client.watched("HttpURLConnection")),
          Map.entry("org.eclipse.jetty.", Client.watched("Jetty HttpClient")),
          Map.entry("io.helidon.", Client.unwatched("Helidon WebClient", "")),
          Map.entry("org.asynchttpclient.", Client.unwatched("AsyncHttpClient", "")),
          Map.entry("com.linecorp.armeria.", Client.unwatched("Armeria", "")),
          Map.entry("com.squareup.okhttp.", Client.unwatched("OkHttp 2", "")),
          Map.entry(
              "io.ktor.",
              Client.unwatched("Ktor", "; Ktor does so with its Java or OkHttp engine")),
          Map.entry("io.micronaut.http.client.", Client.unwatched("Micronaut HttpClient", "")),
          Map.entry("org.java_websocket.", Client.unwatched("Java-WebSocket", "")),
          Map.entry("org.glassfish.tyrus.", Client.unwatched("Tyrus", "")),
          Map.entry("org.apache.pekko.http.", Client.unwatched("Pekko HTTP", "")),
          Map.entry("akka.http.", Client.unwatched("Akka HTTP", "")));

  private static final List<String> PASSED =
      List.of(
          "java.",
          "javax.",
          "sun.",
          "jdk.",
          "com.sun.",
          "io.costspan.unseen.",
          "org.conscrypt.",
          CRT,
          NETTY);

  private Clients() {}

  /**
   * @param frames from the innermost to the outermost
   */
  static Client of(StackTraceElement[] frames) {
    boolean netty = false;
    boolean crt = false;
    for (StackTraceElement frame : frames) {
      String name = frame.getClassName();
      Client known = known(name);
      if (known != null) {
        return known;
      }
      netty |= name.startsWith(NETTY);
      crt |= name.startsWith(CRT);
      if (PASSED.stream().noneMatch(name::startsWith)) {
        return Client.unwatched(crt ? "AWS CRT" : withoutLambda(name), "");
      }
    }
    return netty ? Client.unwatched("Netty", "") : UNKNOWN;
  }

  private static @Nullable Client known(String className) {
    for (Map.Entry<String, Client> client : KNOWN.entrySet()) {
      if (className.startsWith(client.getKey())) {
        return client.getValue();
      }
    }
    return null;
  }

  private static String withoutLambda(String className) {
    int lambda = className.indexOf("$$Lambda");
    return lambda < 0 ? className : className.substring(0, lambda);
  }
}
