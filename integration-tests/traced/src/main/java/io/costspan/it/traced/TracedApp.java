package io.costspan.it.traced;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes calls through AI libraries that make spans of their own, each inside a span {@code checkout
 * WAY}. Arguments: the URL of the stand-in, the ways separated by commas, and where its own SDK
 * exports; without that the OpenTelemetry agent is expected.
 */
public final class TracedApp {
  private static final Map<String, Way> WAYS = new TreeMap<>();

  /** One way to make a call. */
  @FunctionalInterface
  interface Way {
    void ask() throws Exception;
  }

  private TracedApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    OwnSdk own = arguments.length > 2 ? OwnSdk.open(arguments[2]) : null;
    OpenTelemetry traced = GlobalOpenTelemetry.get();
    Libraries.add(arguments[0], traced, WAYS);
    String[] ways = arguments[1].split(",");
    for (String way : ways) {
      Span root = traced.getTracer("shop").spanBuilder("checkout " + way).startSpan();
      try (Scope scope = root.makeCurrent()) {
        onItsOwnThread(way);
      } finally {
        root.end();
      }
    }
    if (own != null) {
      own.close(ways.length);
    }
    System.exit(0);
  }

  /** LangChain4j leaves the scope of an observation open on the thread that begins a stream. */
  private static void onItsOwnThread(String way) throws InterruptedException {
    Thread thread =
        new Thread(
            Context.current()
                .wrap(
                    () -> {
                      try {
                        Objects.requireNonNull(WAYS.get(way)).ask();
                        System.out.println(way + " ended well");
                      } catch (Exception e) {
                        e.printStackTrace();
                      }
                    }));
    thread.start();
    thread.join();
  }
}
