package io.costspan.instrument;

import org.jspecify.annotations.Nullable;

/**
 * One class of each client that is not watched, by internal name: one that is loaded when the
 * client is used. Only for {@code doctor} and the log; what such a client does is found out by
 * {@link TlsHook}.
 */
final class Unwatched {
  private Unwatched() {}

  /** The client to which that class belongs, or null if it is none of these. */
  static @Nullable String of(String internalName) {
    switch (internalName) {
      case "io/grpc/internal/ManagedChannelImpl":
        return "gRPC";
      case "org/eclipse/jetty/client/HttpExchange":
        return "Jetty HttpClient 9 to 11";
      case "io/helidon/webclient/api/LoomClient":
        return "Helidon WebClient";
      case "org/asynchttpclient/DefaultAsyncHttpClient":
        return "AsyncHttpClient";
      case "com/linecorp/armeria/client/HttpClientFactory":
        return "Armeria";
      case "io/micronaut/http/client/netty/DefaultHttpClient":
        return "Micronaut HttpClient";
      case "io/ktor/client/engine/cio/CIOEngine":
        return "Ktor";
      case "org/apache/pekko/http/impl/engine/client/OutgoingConnectionBlueprint":
        return "Pekko HTTP";
      case "org/java_websocket/client/WebSocketClient":
        return "Java-WebSocket";
      case "org/glassfish/tyrus/client/ClientManager":
        return "Tyrus";
      default:
        return null;
    }
  }
}
