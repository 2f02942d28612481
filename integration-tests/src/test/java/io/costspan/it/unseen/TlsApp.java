package io.costspan.it.unseen;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connections over TLS by means of the JDK, and by a WebSocket. */
final class TlsApp {
  private TlsApp() {}

  /** Kind, host, port, and how many connections. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[2]);
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      switch (arguments[0]) {
        case "url" -> url(arguments[1], port);
        case "socket" -> socket(arguments[1], port);
        default -> RefusedWebSocket.open(arguments[1], port);
      }
    }
    System.out.println("called");
    System.in.read();
    System.exit(0);
  }

  private static void url(String host, int port) throws IOException {
    URL url = URI.create("https://" + host + ":" + port + "/v1/models").toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.getResponseCode();
    connection.disconnect();
  }

  private static void socket(String host, int port) throws IOException {
    try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port);
        InputStream in = socket.getInputStream()) {
      SSLParameters checked = socket.getSSLParameters();
      checked.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(checked);
      socket.startHandshake();
      String head = "GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      in.readAllBytes();
    }
  }
}
