package io.costspan.benchmarks;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.telemetry.Telemetries;
import io.costspan.usage.ModelList;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole AI call behind the client's hook, by how far it goes: taken note of, read, rated, shown
 * on metrics, span and receipt. Budget for all of it: 2.5 us and 2.5 KB ({@code -prof gc}).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CallBenchmark {
  private static final int EVENTS = 1_000;
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Map<String, String> SSE = Map.of("content-type", "text/event-stream");

  /** How far the call goes. */
  public enum Depth {
    READ,
    RATED,
    METRICS,
    METRICS_AND_SPAN
  }

  @Param private Depth depth;
  private Exchanges exchanges;
  private Endpoint endpoint;
  private UsageRecord last;
  private final byte[] request =
      bytes("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}", 400);
  private final byte[] reply =
      bytes(
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1755000000,"model":"gpt-4o-2024-08-06",
           "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
           "usage":{"prompt_tokens":8372,"completion_tokens":333,"total_tokens":8705,
            "prompt_tokens_details":{"cached_tokens":7168,"audio_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},
           "service_tier":"default","system_fingerprint":"fp_1"}
          """,
          1500);
  private final byte[][] events = events();

  @Setup
  public void open() {
    Catalog catalog = Catalog.bundled();
    exchanges = new Exchanges(catalog, calls());
    endpoint = catalog.endpoint("api.openai.com", 443);
    json();
    if (depth == Depth.READ && (last == null || last.quantities().size() != 3)) {
      throw new IllegalStateException("read " + last);
    }
  }

  private Calls calls() {
    if (depth == Depth.READ) {
      return start -> (facts, usage) -> last = usage;
    }
    PriceTables prices = PriceTables.bundled();
    prices.current().prepare("openai");
    Pipeline pipeline = new Pipeline(depth == Depth.RATED ? List.of() : List.of(new Receipt()));
    pipeline.open(new Rater(prices)::rate, telemetry());
    return pipeline;
  }

  private Telemetry telemetry() {
    if (depth == Depth.RATED) {
      return Telemetry.NONE;
    }
    String spans = depth == Depth.METRICS ? "none" : "own";
    Telemetries telemetry =
        Telemetries.of(
                Config.load("telemetry=embedded,spans=" + spans), Budgets.start(nobody -> {}))
            .orElseThrow();
    telemetry.open(ModelList.NONE, () -> "2026-11-20");
    return telemetry;
  }

  /** A reply of 2 KB in one piece. */
  @Benchmark
  public UsageRecord json() {
    Exchange exchange = begin();
    BodyTap tap = exchange.responseBody(200, JSON::get);
    tap.bytes(reply, 0, reply.length);
    tap.end();
    return last;
  }

  /** A long stream of events of 200 bytes, per event. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public UsageRecord event() {
    Exchange exchange = begin();
    BodyTap tap = exchange.responseBody(200, SSE::get);
    for (byte[] event : events) {
      tap.bytes(event, 0, event.length);
    }
    tap.end();
    return last;
  }

  private Exchange begin() {
    Exchange exchange =
        exchanges.open(endpoint, Request.of("POST", "/v1/chat/completions", Headers.NONE));
    BodyTap tap = exchange.requestBody("application/json", null);
    tap.bytes(request, 0, request.length);
    tap.end();
    return exchange;
  }

  /** Of different words, as no two events of a real stream are equal. */
  private static byte[][] events() {
    String[] words = {"The", " reply", " of a", " model", " is", " never", " the", " same."};
    byte[][] events = new byte[EVENTS][];
    for (int i = 0; i < EVENTS; i++) {
      String usage = i < EVENTS - 1 ? "null" : "{\"prompt_tokens\":8372,\"completion_tokens\":98}";
      events[i] =
          utf8(
              "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1755000000,"
                  + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,"
                  + "\"delta\":{\"content\":\""
                  + words[i % words.length]
                  + "\"},\"finish_reason\":null}],\"usage\":"
                  + usage
                  + "}\n\n");
    }
    return events;
  }

  private static byte[] bytes(String template, int words) {
    return utf8(template.formatted("word ".repeat(words / 5)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
