package io.costspan.it.client;

/** Only the named client's class is loaded: the others' libraries are not there. */
final class Clients {
  static final String USER = "me";
  static final String PASSWORD = "secret";

  private Clients() {}

  static Client of(String name, Server server) throws Exception {
    return switch (name) {
      case "okhttp4", "okhttp5" -> new OkHttp(server);
      case "apache4" -> new Apache4(server);
      case "apache5" -> new Apache5(server);
      case "jdk-sync" -> new JdkSync(server);
      case "jdk-async" -> new JdkAsync(server);
      case "jdk-url" -> new JdkUrl(server);
      case "reactor-netty" -> new ReactorNetty(server);
      case "apache4-async" -> new Apache4Async(server);
      case "apache5-async" -> new Apache5Async(server);
      case "aws-netty" -> new AwsNetty(server);
      case "vertx-client" -> new VertxHttp(server);
      case "jetty" -> new Jetty(server);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
