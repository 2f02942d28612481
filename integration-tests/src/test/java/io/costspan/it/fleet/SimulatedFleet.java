package io.costspan.it.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many JVMs, each with a page of its own on one port, and with a day behind it. */
final class SimulatedFleet implements AutoCloseable {
  /** One scrape a minute. */
  static final int MINUTES = 24 * 60;

  private static final String JOB = "fleet";
  private static final int MINUTES_A_REQUEST = 30;
  private static final long MINUTE_MILLIS = 60_000;

  private final List<SimulatedJvm> jvms;
  private final HttpServer server;
  private volatile int minute = MINUTES;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** That many JVMs with the series of a real one. */
  SimulatedFleet(List<Series> captured, int size) throws IOException {
    jvms =
        IntStream.range(0, size)
            .mapToObj(number -> new SimulatedJvm(captured, number, MINUTES + 1))
            .toList();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::show);
    server.createContext("/api/v2/alerts", SimulatedFleet::takeAlerts);
    server.start();
  }

  private void show(HttpExchange exchange) throws IOException {
    try (exchange) {
      int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      byte[] page = jvms.get(number).page(minute).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /** Stands in for Alertmanager, too. */
  private static void takeAlerts(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Shows scrapes the beginning of the day. */
  void turnBack() {
    minute = 0;
  }

  /** Shows scrapes the end of the day, as from the start. */
  void turnForward() {
    minute = MINUTES;
  }

  /** Where alerts may be sent. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Settings of a server that scrapes all of them. */
  String scrapeConfigs() {
    return IntStream.range(0, jvms.size())
        .mapToObj(
            number ->
                """
                      - targets: ["localhost:%d"]
                        labels:
                          instance: %s
                          __metrics_path__: /%d
                          __meta_kubernetes_namespace: default
                          __meta_kubernetes_pod_label_app: %s
                """
                    .formatted(
                        server.getAddress().getPort(),
                        jvms.get(number).instance(),
                        number,
                        jvms.get(number).service()))
        .collect(
            Collectors.joining(
                "", "scrape_configs:\n  - job_name: " + JOB + "\n    static_configs:\n", ""));
  }

  /** Sends what a server would have scraped in the day before now, in the order of time. */
  void sendHistory(RemoteWrite server) throws IOException, InterruptedException {
    long start =
        System.currentTimeMillis() / MINUTE_MILLIS * MINUTE_MILLIS - MINUTES * MINUTE_MILLIS;
    for (int minute = 0; minute < MINUTES; minute += MINUTES_A_REQUEST) {
      for (SimulatedJvm jvm : jvms) {
        server.send(JOB, jvm, minute, minute + MINUTES_A_REQUEST, start, MINUTE_MILLIS);
      }
    }
  }

  /** What all of them have spent, as their counters say. */
  double spent() {
    return jvms.stream()
        .flatMapToDouble(
            jvm ->
                jvm.series().stream()
                    .filter(series -> series.name().equals("costspan_cost_total"))
                    .mapToDouble(series -> series.after(jvm.rounds(MINUTES))))
        .sum();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
