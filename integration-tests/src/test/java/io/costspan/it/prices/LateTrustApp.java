package io.costspan.it.prices;

import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;

/**
 * Asks {@code gpt-4o} by a client that needs no TLS context. When a line is typed, sets the trust
 * store of the JVM and connects by https. Arguments: the base URL, the trust store, its password,
 * and the URL to connect to.
 */
final class LateTrustApp {
  private LateTrustApp() {}

  public static void main(String[] arguments) throws Exception {
    var call =
        (HttpURLConnection) URI.create(arguments[0] + "/chat/completions").toURL().openConnection();
    call.setRequestProperty("Content-Type", "application/json");
    call.setDoOutput(true);
    try (OutputStream out = call.getOutputStream()) {
      out.write("{\"model\": \"gpt-4o\", \"messages\": []}".getBytes());
    }
    call.getInputStream().readAllBytes();
    System.in.read();
    System.setProperty("javax.net.ssl.trustStore", arguments[1]);
    System.setProperty("javax.net.ssl.trustStorePassword", arguments[2]);
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    var connection = (HttpsURLConnection) URI.create(arguments[3]).toURL().openConnection();
    System.out.println("trusted: " + connection.getResponseCode());
  }
}
