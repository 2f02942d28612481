package io.costspan.it.webapp;

import io.costspan.it.calls.AiCalls;
import io.costspan.it.calls.OwnSdk;
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

/** Asks a model when somebody asks it, each time within a span of an SDK of its own. */
public final class Shop extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient AiCalls calls = new AiCalls(System.getProperty("ai.url"));
  private final transient OpenTelemetrySdk sdk =
      OwnSdk.build(System.getProperty("collector"), Sampler.alwaysOn());

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
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
    sdk.shutdown().join(10, TimeUnit.SECONDS);
    calls.close();
  }
}
