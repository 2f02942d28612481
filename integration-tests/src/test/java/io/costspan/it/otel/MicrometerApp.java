package io.costspan.it.otel;

import io.costspan.it.OneCallApp;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a registry for Prometheus, as Spring Boot's Actuator makes one, and replaces it by another
 * one between two calls, as a restarted context does. Prints what each shows first and last.
 * Arguments: the base URL, and the ledger, if there is to be a call before the first registry. The
 * property {@code met} names a class to load before, {@code taken} a meter that the first registry
 * has already, and {@code await} one more counter to wait for.
 */
public final class MicrometerApp {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final List<String> COUNTERS =
      List.of("costspan_cost_total{", "costspan_usage_total{", "costspan_calls_total{");

  private MicrometerApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    if (System.getProperty("met") != null) {
      Class.forName(System.getProperty("met"), false, MicrometerApp.class.getClassLoader());
    }
    String[] openAi = {arguments[0]};
    if (arguments.length > 1) {
      OneCallApp.main(openAi);
      awaitRated(Path.of(arguments[1]));
    }
    PrometheusMeterRegistry first = open();
    if (System.getProperty("taken") != null) {
      first.counter(System.getProperty("taken"), "of", "the application").increment();
    }
    OneCallApp.main(openAi);
    show("first", first);
    first.close();
    PrometheusMeterRegistry second = open();
    OneCallApp.main(openAi);
    show("second", second);
  }

  /** By then, the call is in another home. */
  private static void awaitRated(Path ledger) throws IOException {
    while (!Files.exists(ledger) || Files.size(ledger) == 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static PrometheusMeterRegistry open() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Metrics.addRegistry(registry);
    return registry;
  }

  private static void show(String name, PrometheusMeterRegistry registry) {
    String born = await(registry, List.of("costspan_cost_total{"));
    System.out.println(lines(name + " born ", born));
    await(registry, COUNTERS);
    await(registry, List.of(System.getProperty("await", "costspan_calls_total{")));
    System.out.println(lines(name + " then ", registry.scrape()));
  }

  /** The first page with all of these; counters are born one after the other. */
  private static String await(PrometheusMeterRegistry registry, List<String> counters) {
    String page = registry.scrape();
    while (!counters.stream().allMatch(page::contains)) {
      LockSupport.parkNanos(PAUSE_NANOS);
      page = registry.scrape();
    }
    return page;
  }

  private static String lines(String prefix, String page) {
    return page.lines()
        .filter(line -> line.startsWith("costspan_") || line.startsWith("gen_ai_"))
        .map(line -> prefix + line)
        .reduce("", (all, line) -> all + line + "\n");
  }
}
