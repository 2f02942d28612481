package io.costspan.it.webapp;

import io.costspan.it.calls.AiCalls;
import io.costspan.it.calls.OwnSdk;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Asks a model when somebody asks it, each time within a span of an SDK of its own, and counts that
 * there, too.
 */
public final class Shop extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient AiCalls calls = new AiCalls(System.getProperty("ai.url"));
  private final transient OpenTelemetrySdk sdk =
      OwnSdk.build(System.getProperty("collector"), Sampler.alwaysOn());
  private final transient LongCounter asked = sdk.getMeter("shop").counterBuilder("asked").build();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    asked.add(1);
    Span root = sdk.getTracer("shop").spanBuilder("checkout").startSpan();
    try (Scope scope = root.makeCurrent()) {
      response.getWriter().write(calls.ask(request.getParameter("way")));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      root.end();
    }
  }

  @Override
  public void destroy() {
    shutDownSdk();
    calls.close();
    try {
      endThreadsOfOkHttp();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * On a thread that ends. The last export may be the first one, and what then writes it keeps a
   * buffer with the thread, by a {@code ThreadLocal}: with one of Tomcat's, it and the loader of
   * this application would stay.
   */
  private void shutDownSdk() {
    Thread last = new Thread(() -> sdk.shutdown().join(10, TimeUnit.SECONDS));
    last.start();
    try {
      last.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Otherwise they, whose context class loader is this application's, remain for a minute. */
  private static void endThreadsOfOkHttp() throws ReflectiveOperationException {
    Class<?> tasks = Class.forName("okhttp3.internal.concurrent.TaskRunner");
    Object backend = tasks.getMethod("getBackend").invoke(tasks.getField("INSTANCE").get(null));
    backend.getClass().getMethod("shutdown").invoke(backend);
  }
}
