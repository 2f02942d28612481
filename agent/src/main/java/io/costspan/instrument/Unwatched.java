package io.costspan.instrument;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One class of each client that is not watched, by internal name: one that is loaded when the
 * client is used. Only for {@code doctor} and the log; what such a client does is found out by
 * {@link TlsHook}.
 */
final class Unwatched {
  private static final Map<String, String> CLIENTS =
      Map.of(
          "io/grpc/internal/ManagedChannelImpl",
          "gRPC",
          "org/eclipse/jetty/client/HttpExchange",
          "Jetty HttpClient 9 to 11",
          "io/helidon/webclient/api/LoomClient",
          "Helidon WebClient",
          "org/asynchttpclient/DefaultAsyncHttpClient",
          "AsyncHttpClient",
          "com/linecorp/armeria/client/HttpClientFactory",
          "Armeria",
          "io/micronaut/http/client/netty/DefaultHttpClient",
          "Micronaut HttpClient",
          "io/ktor/client/engine/cio/CIOEngine",
          "Ktor",
          "org/apache/pekko/http/impl/engine/client/OutgoingConnectionBlueprint",
          "Pekko HTTP",
          "org/java_websocket/client/WebSocketClient",
          "Java-WebSocket",
          "org/glassfish/tyrus/client/ClientManager",
          "Tyrus");

  private Unwatched() {}

  /** Whether it is a class of any of them. */
  static boolean has(String internalName) {
    return CLIENTS.containsKey(internalName);
  }

  /** The client to which that class belongs, or null if it is none of these. */
  static @Nullable String of(String internalName) {
    return CLIENTS.get(internalName);
  }
}
