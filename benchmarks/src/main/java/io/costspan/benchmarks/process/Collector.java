package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.HttpInput.ascii;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A stub of an OTLP collector. Adds up what it received when it is asked to, not before. */
final class Collector extends Server {
  private static final byte[] TRACES = ascii("post /v1/traces");
  private static final byte[] METRICS = ascii("post /v1/metrics");
  private static final byte[] OK =
      ascii("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n");

  private final boolean hanging;
  private List<byte[]> traces = new ArrayList<>();
  private byte[] lastMetrics = {};
  private long spans;

  /** One that hangs accepts connections and requests and never answers. */
  Collector(boolean hanging) throws IOException {
    this.hanging = hanging;
  }

  @Override
  void answer(HttpInput request, OutputStream out) throws IOException {
    if (hanging) {
      return;
    }
    synchronized (this) {
      if (request.contains(TRACES)) {
        traces.add(request.body());
      } else if (request.contains(METRICS)) {
        lastMetrics = request.body();
      }
    }
    out.write(OK);
  }

  /** Spans received so far. */
  synchronized long spans() throws IOException {
    for (byte[] body : traces) {
      for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        spans += resource.getScopeSpansList().stream().mapToLong(s -> s.getSpansCount()).sum();
      }
    }
    traces = new ArrayList<>();
    return spans;
  }

  /** The sum of a counter over its series, as last exported. */
  synchronized double sum(String counter) throws IOException {
    double sum = 0;
    for (var resource :
        ExportMetricsServiceRequest.parseFrom(lastMetrics).getResourceMetricsList()) {
      for (var scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          if (metric.getName().equals(counter)) {
            sum +=
                metric.getSum().getDataPointsList().stream()
                    .mapToDouble(point -> point.getAsDouble() + point.getAsInt())
                    .sum();
          }
        }
      }
    }
    return sum;
  }
}
