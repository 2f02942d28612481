package io.costspan.instrument.apache5;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.costspan.exchange.Frame;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * All overloads of {@code execute} end in {@code doExecute}, in {@code InternalHttpClient} and
 * {@code MinimalHttpClient} (5.0 to 5.6).
 */
public final class Apache5Instrumentation implements ClientInstrumentation {
  private static final String CLIENT =
      "org.apache.hc.client5.http.impl.classic.CloseableHttpClient";

  @Override
  public String client() {
    return "Apache HttpClient 5";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("doExecute").and(takesArguments(3)), "ExecuteAdvice"),
        new Hook(named("execute").and(isDeclaredBy(named(CLIENT))), "FrameAdvice"));
  }

  /**
   * In all overloads of {@code execute}, which other agents weave, too: first comes the host or the
   * request, then perhaps the request.
   */
  static final class FrameAdvice {
    private FrameAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.Argument(0) @Nullable Object first,
        @Advice.Argument(value = 1, optional = true) @Nullable Object second) {
      return Apache5Call.frame(first, second);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object entered) {
      if (entered != null) {
        Frame frame = (Frame) entered;
        try {
          if (frame.scope != null) {
            frame.scope.close();
          }
        } catch (Throwable fault) {
          Faults.uncaught++;
        }
        frame.close();
      }
    }
  }

  static final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) @Nullable ClassicHttpRequest request) {
      Apache5Call call = request == null ? null : Apache5Call.open(target, request);
      // This comes last, because the exit that undoes it knows only what was returned.
      if (call != null && call.watched != null) {
        call.watched.request.setEntity(call.watched);
      }
      return call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!(entered instanceof Apache5Call call)) {
        return;
      }
      // Done here and not in a method of the call, so that no failure of the agent can come before
      // it.
      Apache5RequestTap watched = call.watched;
      if (watched != null && watched.request.getEntity() == watched) {
        watched.request.setEntity(watched.entity);
      }
      if (response == null) {
        call.failed(thrown);
      } else {
        call.answered(response);
      }
    }
  }
}
