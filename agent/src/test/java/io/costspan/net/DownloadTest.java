package io.costspan.net;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.costspan.files.TooLargeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final int LIMIT = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void get_content_comesWithItsETag() throws Exception {
    answer("/p", ok("prices").withHeader("ETag", "\"1\""));

    Download.Reply reply = fetch("/p", null);

    assertThat(new String(reply.content(), UTF_8)).isEqualTo("prices");
    assertThat(reply.etag()).isEqualTo("\"1\"");
  }

  @Test
  void get_knownETag_isSentAndNothingComesBack() throws Exception {
    server.stubFor(
        get(urlEqualTo("/p"))
            .withHeader("If-None-Match", equalTo("\"1\""))
            .willReturn(aResponse().withStatus(304)));

    assertThat(fetch("/p", "\"1\"").content()).isNull();
  }

  @Test
  void get_compressed_isUnpackedWithinTheLimit() throws Exception {
    answer("/p", compressed(1_000));
    answer("/bomb", compressed(LIMIT + 1));

    assertThat(fetch("/p", null).content()).hasSize(1_000);
    assertThatThrownBy(() -> fetch("/bomb", null)).isInstanceOf(TooLargeException.class);
  }

  private static ResponseDefinitionBuilder compressed(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new byte[size]);
    }
    return ok().withHeader("Content-Encoding", "gzip").withBody(bytes.toByteArray());
  }

  @Test
  void get_sixteenMegabytes_areTheLimit() throws Exception {
    answer("/full", ok(" ".repeat(LIMIT)));
    answer("/over", ok(" ".repeat(LIMIT + 1)));
    answer("/unknown", ok(" ".repeat(LIMIT + 1)).withChunkedDribbleDelay(2, 1));

    assertThat(fetch("/full", null).content()).hasSize(LIMIT);
    assertThatThrownBy(() -> fetch("/over", null))
        .isInstanceOf(TooLargeException.class)
        .hasMessage("more than 16 MiB");
    assertThatThrownBy(() -> fetch("/unknown", null)).isInstanceOf(TooLargeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {60_000, 600_000_000})
  void get_replyByteByByte_isGivenUp(int millis) {
    answer("/p", ok(" ".repeat(1_000)).withChunkedDribbleDelay(1_000, millis));

    assertThatThrownBy(() -> download(Duration.ofMillis(300)).get(url("/p"), null))
        .isInstanceOf(TimeoutException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 401, 404, 500, 503})
  void get_anyOtherStatus_isAnErrorWithItsNumber(int status) {
    answer("/p", aResponse().withStatus(status).withBody("secret"));

    assertThatThrownBy(() -> fetch("/p", null)).hasMessage("HTTP status " + status);
  }

  @Test
  void get_brokenReply_isAnError() {
    answer("/p", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
    assertThatThrownBy(() -> fetch("/p", null)).isInstanceOf(IOException.class);
  }

  @Test
  void get_redirect_isFollowedToTheSameServerWithTheToken() throws Exception {
    answer("/p", temporaryRedirect("/q?version=2"));
    answer("/q?version=2", ok("prices"));

    assertThat(fetch("/p", null).content()).isEqualTo("prices".getBytes(UTF_8));
    server.verify(
        getRequestedFor(urlEqualTo("/q?version=2"))
            .withHeader("Authorization", equalTo("Bearer secret")));
  }

  @Test
  @DisplayName(
      "security: The token for a price URL goes only to the host it was given for, never to another"
          + " one after a redirect, and never in plain text to another machine.")
  void get_redirectToAnotherServer_leavesTheTokenBehind() throws Exception {
    answer("/p", temporaryRedirect("http://127.0.0.1:" + server.port() + "/q"));
    answer("/q", ok("prices"));

    assertThat(fetch("/p", null).content()).isEqualTo("prices".getBytes(UTF_8));
    server.verify(
        getRequestedFor(urlEqualTo("/p")).withHeader("Authorization", equalTo("Bearer secret")));
    server.verify(getRequestedFor(urlEqualTo("/q")).withHeader("Authorization", absent()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://prices.corp/p", "file:///etc/passwd", "ftp://localhost/p", "::", ""})
  void get_redirectToWhatOthersCanRead_isNotFollowed(String location) {
    answer("/p", temporaryRedirect(location));

    assertThatThrownBy(() -> fetch("/p", null)).isInstanceOf(BadReply.class);
  }

  @Test
  void get_redirectToNowhere_isNotFollowed() {
    answer("/p", aResponse().withStatus(302));
    answer("/", ok("not prices"));

    assertThatThrownBy(() -> fetch("/p", null)).isInstanceOf(BadReply.class);
  }

  @Test
  void get_redirectsWithoutEnd_areGivenUp() {
    answer("/p", temporaryRedirect("/p"));

    assertThatThrownBy(() -> fetch("/p", null)).hasMessage("more than 5 redirects");
  }

  private void answer(String path, ResponseDefinitionBuilder response) {
    server.stubFor(get(urlEqualTo(path)).willReturn(response));
  }

  private Download.Reply fetch(String path, String etag) throws IOException, TimeoutException {
    return download(PATIENCE).get(url(path), etag);
  }

  private Download download(Duration limit) {
    Tokens tokens = Tokens.of(List.of(Tokens.Given.of("secret")), List.of(url("/")));
    return new Download(tokens, Optional.empty(), limit, LIMIT);
  }

  private URI url(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }
}
