package io.costspan.instrument.apache4;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.costspan.exchange.Frame;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * All overloads of {@code execute} end in {@code doExecute}, in {@code InternalHttpClient}, {@code
 * MinimalHttpClient} and the old {@code AbstractHttpClient} (4.3 to 4.5).
 */
public final class Apache4Instrumentation implements ClientInstrumentation {
  private static final String CLIENT = "org.apache.http.impl.client.CloseableHttpClient";
  private static final String RESPONSE = "org.apache.http.impl.execchain.HttpResponseProxy";

  @Override
  public String client() {
    return "Apache HttpClient 4";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("doExecute").and(takesArguments(3)), "ExecuteAdvice"),
        new Hook(named("execute").and(isDeclaredBy(named(CLIENT))), "FrameAdvice"),
        new Hook(
            named("close").and(takesNoArguments()).and(isDeclaredBy(named(RESPONSE))),
            "CloseAdvice"));
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
      return Apache4Call.frame(first, second);
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
        @Advice.Argument(1) @Nullable HttpRequest request) {
      Apache4Call call = request == null ? null : Apache4Call.open(target, request);
      // This comes last, because the exit that undoes it knows only what was returned.
      if (call != null && call.watched != null) {
        call.watched.request.setEntity(call.watched);
      }
      return call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable HttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!(entered instanceof Apache4Call call)) {
        return;
      }
      // Done here and not in a method of the call, so that no failure of the agent can come before
      // it.
      Apache4RequestTap watched = call.watched;
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

  /** A response can be closed without being read, and its entity is not informed. */
  static final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This HttpResponse response) {
      if (response.getEntity() instanceof Apache4ResponseTap entity) {
        entity.closed();
      }
    }
  }
}
