package io.costspan.it.traced;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/**
 * A logical request of three calls, each in a span of its own, and after it a modest one of a
 * single call. Says how each call ends. Arguments: the URL of the stand-in, and where its own SDK
 * exports.
 */
public final class GreedyApp {
  private final OpenAi openAi;
  private int calls;

  private GreedyApp(OpenAi openAi) {
    this.openAi = openAi;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    OwnSdk own = OwnSdk.open(arguments[1]);
    GreedyApp app = new GreedyApp(OpenAi.withoutRetries(arguments[0]));
    app.in("greedy", () -> app.in("step", app::call, app::call, app::call));
    app.in("modest", app::call);
    own.close(app.calls);
    System.exit(0);
  }

  private void in(String name, Runnable... steps) {
    Span span = GlobalOpenTelemetry.get().getTracer("shop").spanBuilder(name).startSpan();
    try (Scope scope = span.makeCurrent()) {
      for (Runnable step : steps) {
        step.run();
      }
    } finally {
      span.end();
    }
  }

  private void call() {
    calls++;
    try {
      openAi.chat();
      System.out.println("answered");
    } catch (RuntimeException failure) {
      System.out.println(failure.getClass().getSimpleName() + ": " + failure.getCause());
    }
  }
}
