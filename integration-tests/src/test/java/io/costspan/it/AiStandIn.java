package io.costspan.it;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stands in for the AI providers: HTTP/1.1 on one port, TLS with HTTP/2 by ALPN on another. Replies
 * are WireMock's own files in a folder of the test class path ({@code mappings/*.json}, {@code
 * __files/*}), or stubs that a test adds to {@link #server}.
 */
public final class AiStandIn implements AutoCloseable {
  /** Headers that differ from run to run without anybody's doing. */
  private static final Set<String> VOLATILE =
      Set.of("http2-settings", "x-stainless-read-timeout", "date", "x-ms-client-request-id");

  private final WireMockServer server;

  private AiStandIn(WireMockConfiguration configuration) {
    server =
        new WireMockServer(
            configuration
                .dynamicPort()
                .http2PlainDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(TestTls.keyStore().toString())
                .keystoreType("PKCS12")
                .keystorePassword(TestTls.PASSWORD)
                .keyManagerPassword(TestTls.PASSWORD));
    server.start();
  }

  /** A stand-in without replies. */
  public static AiStandIn empty() {
    return new AiStandIn(WireMockConfiguration.wireMockConfig());
  }

  /** A stand-in with the replies of that folder of the test class path. */
  public static AiStandIn of(String folder) {
    return new AiStandIn(WireMockConfiguration.wireMockConfig().usingFilesUnderClasspath(folder));
  }

  /** WireMock itself, for stubs of a test's own. */
  public WireMockServer server() {
    return server;
  }

  /** Without path and trailing slash. */
  public String url() {
    return "http://localhost:" + server.port();
  }

  /** Without path and trailing slash; see {@link TestTls#trust}. */
  public String httpsUrl() {
    return "https://localhost:" + server.httpsPort();
  }

  /** Forgets the requests seen so far. */
  public void forget() {
    server.resetRequests();
  }

  /** Each request in the order of arrival: request line, headers by name, blank line, body. */
  public List<String> requests() {
    List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
    Collections.reverse(events);
    return events.stream().map(event -> text(event.getRequest())).toList();
  }

  private static String text(LoggedRequest request) {
    String headers =
        request.getHeaders().all().stream()
            .filter(header -> !VOLATILE.contains(name(header)))
            .map(header -> name(header) + ": " + header.values())
            .sorted()
            .collect(Collectors.joining("\n"));
    return request.getMethod()
        + " "
        + request.getUrl()
        + " "
        + request.getProtocol()
        + "\n"
        + headers
        + "\n\n"
        + request.getBodyAsString();
  }

  private static String name(HttpHeader header) {
    return header.key().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    server.stop();
  }
}
