package io.costspan.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerThreadsTest {
  private static final int MORE_THAN_THREADS = 12;

  private final List<Socket> hanging = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : hanging) {
      socket.close();
    }
  }

  @Test
  @DisplayName("security: A scraper that hangs does not keep others from being served.")
  void scrape_behindScrapersThatHang_isAnsweredAndTheyAreCounted() throws Exception {
    int port = freePort();
    long before = cut();
    try (PrometheusHttpServer reader =
            PrometheusHttpServer.builder()
                .setHost("localhost")
                .setPort(port)
                .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
                .setExecutor(new ServerThreads("the test", "test", Duration.ofMillis(300)))
                .build();
        SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      meters.get("test").counterBuilder("calls").build().add(1);
      for (int i = 0; i < MORE_THAN_THREADS; i++) {
        hang(port);
      }

      assertThat(scrape(port)).contains("calls_total");
    }
    assertThat(cut()).isGreaterThan(before);
  }

  /** Begins to ask and goes no further. */
  private void hang(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("localhost"), port);
    hanging.add(socket);
    socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String scrape(int port) throws Exception {
    URI page = URI.create("http://localhost:" + port + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(60)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static long cut() {
    return Faults.counts().getOrDefault("scrape_cut", 0L);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
