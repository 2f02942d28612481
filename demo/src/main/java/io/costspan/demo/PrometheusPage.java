package io.costspan.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

/** What a Prometheus server would scrape from this process. */
final class PrometheusPage {
  private PrometheusPage() {}

  static void printIfServed() throws IOException, InterruptedException {
    if (!Objects.equals(System.getenv("OTEL_METRICS_EXPORTER"), "prometheus")) {
      return;
    }
    String port =
        Objects.requireNonNullElse(System.getenv("OTEL_EXPORTER_PROMETHEUS_PORT"), "9464");
    String url = "http://localhost:" + port + "/metrics";
    System.out.println("\n" + url + ":");
    HttpRequest scrape = HttpRequest.newBuilder(URI.create(url)).build();
    HttpClient prometheus = HttpClient.newHttpClient();
    // A scrape that meets a series for the first time sees it at 0, so that increases add up.
    prometheus.send(scrape, BodyHandlers.discarding());
    prometheus
        .send(scrape, BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("costspan_calls_") || line.startsWith("costspan_cost_"))
        .forEach(System.out::println);
  }
}
