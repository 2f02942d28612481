package io.costspan.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Stands in for an OpenTelemetry collector: OTLP over HTTP, protobuf. */
public final class OtlpCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
  private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();

  /**
   * A span with its instrumentation scope and the attributes as Java values.
   *
   * @param parentId empty for a root
   * @param resource attributes of the SDK that sent it
   */
  public record Span(
      String scope,
      String name,
      Map<String, Object> attributes,
      long startNanos,
      String traceId,
      String spanId,
      String parentId,
      Map<String, Object> resource) {}

  /** A point of a metric; of a histogram its sum and count. */
  public record Point(
      String scope, String unit, double value, long count, Map<String, Object> attributes) {}

  /** Starts on a free port. */
  public OtlpCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/metrics", this::takeMetrics);
    server.createContext("/v1/traces", this::takeTraces);
    server.createContext(
        "/v1/logs", exchange -> answer(exchange, exchange.getRequestBody().readAllBytes()));
    server.start();
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String url() {
    return "http://localhost:" + port();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The values of a header, of each request. */
  public List<String> headers(String name) {
    return requests.stream().map(headers -> headers.getFirst(name)).toList();
  }

  /** Whether a sum was last exported as an increment. */
  public boolean isDelta(String metric) {
    return metrics.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(sent -> sent.getName().equals(metric))
        .map(sent -> sent.getSum().getAggregationTemporality())
        .reduce(null, (first, last) -> last)
        .equals(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  /** Every span received, in the order of their start. */
  public List<Span> spans() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(OtlpCollector::spans)
        .sorted(Comparator.comparingLong(Span::startNanos))
        .toList();
  }

  private static Stream<Span> spans(ResourceSpans sent) {
    Map<String, Object> resource = map(sent.getResource().getAttributesList());
    return sent.getScopeSpansList().stream()
        .flatMap(
            scope ->
                scope.getSpansList().stream()
                    .map(
                        span ->
                            new Span(
                                scope.getScope().getName(),
                                span.getName(),
                                map(span.getAttributesList()),
                                span.getStartTimeUnixNano(),
                                hex(span.getTraceId()),
                                hex(span.getSpanId()),
                                hex(span.getParentSpanId()),
                                resource)));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** The attributes of the last resource that was exported; of one JVM, all are alike. */
  public Map<String, Object> resource() {
    Stream<Resource> ofMetrics =
        metrics.stream()
            .flatMap(request -> request.getResourceMetricsList().stream())
            .map(ResourceMetrics::getResource);
    Stream<Resource> ofSpans =
        traces.stream()
            .flatMap(request -> request.getResourceSpansList().stream())
            .map(ResourceSpans::getResource);
    return Stream.concat(ofMetrics, ofSpans)
        .map(resource -> map(resource.getAttributesList()))
        .reduce(Map.of(), (first, last) -> last);
  }

  /** The attributes of the last resource that metrics were exported with. */
  public Map<String, Object> resourceOfMetrics() {
    return metrics.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .map(sent -> map(sent.getResource().getAttributesList()))
        .reduce(Map.of(), (first, last) -> last);
  }

  /** The points of a metric as last exported: sums are cumulative. */
  public List<Point> points(String metric) {
    List<List<Point>> exports =
        metrics.stream()
            .map(request -> points(request, metric))
            .filter(points -> !points.isEmpty())
            .toList();
    return exports.isEmpty() ? List.of() : exports.get(exports.size() - 1);
  }

  private static List<Point> points(ExportMetricsServiceRequest request, String name) {
    return scopes(request)
        .flatMap(
            scope ->
                metrics(scope, name).flatMap(metric -> points(scope.getScope().getName(), metric)))
        .toList();
  }

  private static Stream<ScopeMetrics> scopes(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream());
  }

  private static Stream<Metric> metrics(ScopeMetrics scope, String name) {
    return scope.getMetricsList().stream().filter(metric -> metric.getName().equals(name));
  }

  /**
   * What a cumulative sum or histogram has come to, as backends add it up: a stream that begins
   * anew, because its SDK or registry does, adds to those before.
   */
  public double total(String metric) {
    return total(metric, Distribution::sum);
  }

  /** How many values a histogram has come to, in the same way. */
  public double totalCount(String metric) {
    return total(metric, Distribution::count);
  }

  /** What a histogram says, or a summary, as Micrometer sends percentiles. */
  private record Distribution(double sum, double count) {}

  private double total(String metric, ToDoubleFunction<Distribution> part) {
    Map<List<Object>, Double> streams = new HashMap<>();
    for (ExportMetricsServiceRequest request : metrics) {
      for (ResourceMetrics resource : request.getResourceMetricsList()) {
        Object source = resource.getResource();
        resource.getScopeMetricsList().stream()
            .flatMap(scope -> metrics(scope, metric))
            .forEach(
                found -> {
                  for (NumberDataPoint point : found.getSum().getDataPointsList()) {
                    Set<Object> series = Set.copyOf(point.getAttributesList());
                    streams.put(
                        List.of(source, series, point.getStartTimeUnixNano()), value(point));
                  }
                  for (HistogramDataPoint point : found.getHistogram().getDataPointsList()) {
                    Set<Object> series = Set.copyOf(point.getAttributesList());
                    streams.put(
                        List.of(source, series, point.getStartTimeUnixNano()),
                        part.applyAsDouble(new Distribution(point.getSum(), point.getCount())));
                  }
                  for (SummaryDataPoint point : found.getSummary().getDataPointsList()) {
                    Set<Object> series = Set.copyOf(point.getAttributesList());
                    streams.put(
                        List.of(source, series, point.getStartTimeUnixNano()),
                        part.applyAsDouble(new Distribution(point.getSum(), point.getCount())));
                  }
                });
      }
    }
    return streams.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The spans to which exemplars of a histogram lead, of all exports. */
  public List<String> exemplars(String histogram) {
    return metrics.stream()
        .flatMap(OtlpCollector::scopes)
        .flatMap(scope -> metrics(scope, histogram))
        .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
        .flatMap(point -> point.getExemplarsList().stream())
        .map(exemplar -> hex(exemplar.getSpanId()))
        .toList();
  }

  private static Stream<Point> points(String scope, Metric metric) {
    String unit = metric.getUnit();
    Stream<Point> numbers =
        Stream.of(metric.getSum().getDataPointsList(), metric.getGauge().getDataPointsList())
            .flatMap(List::stream)
            .map(point -> new Point(scope, unit, value(point), 1, map(point.getAttributesList())));
    Stream<Point> histograms =
        metric.getHistogram().getDataPointsList().stream()
            .map(
                point ->
                    new Point(
                        scope,
                        unit,
                        point.getSum(),
                        point.getCount(),
                        map(point.getAttributesList())));
    return Stream.concat(numbers, histograms);
  }

  private static double value(NumberDataPoint point) {
    return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
  }

  private static Map<String, Object> map(List<KeyValue> attributes) {
    Map<String, Object> map = new LinkedHashMap<>();
    attributes.forEach(attribute -> map.put(attribute.getKey(), plain(attribute.getValue())));
    return map;
  }

  private static Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(OtlpCollector::plain).toList();
      default -> value.toString();
    };
  }

  private void takeMetrics(HttpExchange exchange) throws IOException {
    metrics.add(parse(ExportMetricsServiceRequest::parseFrom, exchange));
    answer(exchange, new byte[0]);
  }

  private void takeTraces(HttpExchange exchange) throws IOException {
    traces.add(parse(ExportTraceServiceRequest::parseFrom, exchange));
    answer(exchange, new byte[0]);
  }

  private interface Parser<T> {
    T parse(byte[] body) throws InvalidProtocolBufferException;
  }

  private <T> T parse(Parser<T> parser, HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestHeaders());
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return parser.parse(zipped ? Gzip.unpack(body) : body);
  }

  private static void answer(HttpExchange exchange, byte[] read) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
