package io.costspan.it.client;

/** Only the named client's class is loaded: the others' libraries are not there. */
final class Clients {
  static final String USER = "me";
  static final String PASSWORD = "secret";

  private Clients() {}

  static Client of(String name, Server server) {
    return switch (name) {
      case "okhttp4", "okhttp5" -> new OkHttp(server);
      case "apache4" -> new Apache4(server);
      case "apache5" -> new Apache5(server);
      case "jdk-sync" -> new JdkSync(server);
      case "jdk-async" -> new JdkAsync(server);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
