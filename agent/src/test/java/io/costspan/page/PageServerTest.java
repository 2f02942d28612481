package io.costspan.page;

import static io.costspan.pipeline.CallFixture.chat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {
  private HttpServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/?token=x, text/html; charset=utf-8",
    "/spend.json, application/json",
    "/page.css, text/css; charset=utf-8",
    "/page.js, text/javascript; charset=utf-8",
    "/icon.svg, image/svg+xml"
  })
  void get_eachDocument_isThere(String path, String type) throws IOException {
    String reply = ask("GET " + path, "Host: localhost");

    assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\ncontent-type: " + type + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/favicon.ico", "/../page.css", "/spend.json/", "/page.html"})
  void get_anythingElse_isNotFound(String path) throws IOException {
    assertThat(ask("GET " + path, "Host: localhost")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void get_aCall_hasItsAmount() throws IOException {
    assertThat(ask("GET /spend.json", "Host: 127.0.0.1"))
        .contains("\"amounts\":{\"usd\":\"0.006\"}");
  }

  @Test
  void head_hasLengthAndNoBody() throws IOException {
    assertThat(ask("HEAD /page.js", "Host: localhost"))
        .startsWith("HTTP/1.1 200 ")
        .containsPattern("content-length: [1-9]\\d+\n")
        .endsWith("\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"})
  @DisplayName("security: The spend page can only be read.")
  void otherMethods_areRefused(String method) throws IOException {
    assertThat(ask(method + " /", "Host: localhost\r\nContent-Length: 0"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\nallow: get, head\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: evil.example", "X-None: 1", "Host: localhost\r\nHost: evil.example"})
  @DisplayName(
      "security: Whoever asks for the spend page by a name that is not this machine's gets nothing,"
          + " so that no web page can have its own name point there.")
  void foreignHost_isRefused(String host) throws IOException {
    assertThat(ask("GET /spend.json", host)).startsWith("HTTP/1.1 4").doesNotContain("0.006");
  }

  @Test
  void foreignHostInTheTarget_isRefused() throws IOException {
    assertThat(ask("GET http://evil.example/spend.json", "Host: localhost"))
        .startsWith("HTTP/1.1 421 ")
        .doesNotContain("0.006");
    server.stop(0);
    assertThat(ask("GET http://localhost/spend.json", "Host: localhost"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  @DisplayName(
      "security: Another origin cannot read the spend page, frame it or run its scripts there.")
  void headers_keepOthersOut() throws IOException {
    assertThat(ask("GET /", "Host: localhost\r\nOrigin: https://evil.example"))
        .contains(
            "\ncontent-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
                + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'\n")
        .contains("\nx-content-type-options: nosniff\n")
        .contains("\nx-frame-options: deny\n")
        .contains("\ncache-control: no-store\n")
        .contains("\nreferrer-policy: no-referrer\n")
        .contains("\ncross-origin-resource-policy: same-origin\n")
        .doesNotContain("access-control", "set-cookie");
  }

  @Test
  void token_missingOrWrong_isAskedFor() throws IOException {
    start("s3cret");

    assertThat(send("GET /spend.json", "Host: localhost"))
        .startsWith("HTTP/1.1 401 ")
        .contains("\nwww-authenticate: basic realm=\"costspan\", charset=\"utf-8\"\n")
        .doesNotContain("0.006");
    assertThat(send("GET /spend.json?token=s3cret", "Host: localhost")).startsWith("HTTP/1.1 401 ");
    assertThat(send("GET /page.css", "Host: localhost")).startsWith("HTTP/1.1 401 ");
    assertThat(send("GET /spend.json", "Host: localhost\r\nAuthorization: Bearer s3cret"))
        .startsWith("HTTP/1.1 200 ")
        .contains("0.006");
  }

  private String ask(String line, String headers) throws IOException {
    start(null);
    return send(line, headers);
  }

  private void start(String token) throws IOException {
    SpendingFixture page = new SpendingFixture().add(chat());
    server =
        PageServer.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Guard("localhost", true, token),
            new Documents(page::snapshot));
  }

  /** Everything in lower case but the status line, and with plain line ends. */
  private String send(String line, String headers) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      String request = line + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String reply =
          new String(socket.getInputStream().readAllBytes(), UTF_8).replace("\r\n", "\n");
      int end = Math.max(0, reply.indexOf('\n'));
      return reply.substring(0, end) + reply.substring(end).toLowerCase(Locale.ROOT);
    }
  }
}
