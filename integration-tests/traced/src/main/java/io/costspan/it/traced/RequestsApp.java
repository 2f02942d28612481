package io.costspan.it.traced;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Logical requests of several calls each, on one thread or on many, each in a span {@code sampled
 * WAY} and once more in one {@code unsampled WAY}. Arguments: the URL of the stand-in, and where
 * its own SDK exports; without that the OpenTelemetry agent is expected.
 */
public final class RequestsApp {
  private static final int CALLS = 3;
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  private final String url;
  private final Tracer tracer;
  private final ObservationRegistry observations;
  private int calls;

  private RequestsApp(String url) {
    this.url = url;
    tracer = GlobalOpenTelemetry.get().getTracer("shop");
    observations = Bridge.to(GlobalOpenTelemetry.get());
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    OwnSdk own =
        arguments.length > 1 ? OwnSdk.open(arguments[1], Sampler.parentBased(new ByName())) : null;
    RequestsApp app = new RequestsApp(arguments[0]);
    Hooks.enableAutomaticContextPropagation();
    ObservationThreadLocalAccessor.getInstance().setObservationRegistry(app.observations);
    // The first call of the JVM is the sign to look for the spans of requests.
    app.chat();
    for (Map.Entry<String, Callable<?>> way : app.ways().entrySet()) {
      app.serve("sampled " + way.getKey(), way.getValue());
      app.serve("unsampled " + way.getKey(), way.getValue());
    }
    if (own != null) {
      own.close(app.calls);
    }
    System.exit(0);
  }

  private Map<String, Callable<?>> ways() {
    Map<String, Callable<?>> ways = new LinkedHashMap<>();
    ways.put("agent", this::agent);
    ways.put("futures", this::futures);
    ways.put("executor", () -> onThreadsOf(Executors.newFixedThreadPool(2)));
    if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
      ways.put(
          "virtual",
          () ->
              onThreadsOf(
                  (ExecutorService)
                      Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)));
    }
    ways.put("reactor", this::reactor);
    ways.put("coroutines", this::coroutines);
    return ways;
  }

  private void serve(String name, Callable<?> way) throws Exception {
    Span root = tracer.spanBuilder(name).startSpan();
    try (Scope scope = root.makeCurrent()) {
      way.call();
    } finally {
      root.end();
    }
  }

  private synchronized void count(int more) {
    calls += more;
  }

  private Void agent() {
    count(2);
    Agent.run(url);
    return null;
  }

  private Void futures() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      all.add(CompletableFuture.runAsync(Context.current().wrap(this::chat)));
    }
    CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
    return null;
  }

  /** Each in a span of its own. */
  private Void onThreadsOf(ExecutorService pool) throws Exception {
    ExecutorService traced = Context.taskWrapping(pool);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      all.add(traced.submit(this::step));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();
    return null;
  }

  private void step() {
    Span step = tracer.spanBuilder("step").startSpan();
    try (Scope scope = step.makeCurrent()) {
      chat();
    } finally {
      step.end();
    }
  }

  private Void reactor() {
    Observation.createNotStarted("pipeline", observations)
        .observe(
            () ->
                Flux.range(0, CALLS)
                    .flatMap(
                        i -> Mono.fromRunnable(this::chat).subscribeOn(Schedulers.boundedElastic()))
                    .contextCapture()
                    .blockLast());
    return null;
  }

  private Void coroutines() {
    Coroutines.run(CALLS, this::chat);
    return null;
  }

  private void chat() {
    count(1);
    OpenAi.at(url).chat();
  }

  /** Samples as the names of spans say. */
  private static final class ByName implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parent,
        String trace,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return name.startsWith("unsampled")
          ? SamplingResult.drop()
          : SamplingResult.recordAndSample();
    }

    @Override
    public String getDescription() {
      return "by name";
    }
  }
}
