package io.costspan.instrument.jdkhttp;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.costspan.exchange.Frame;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * {@code send} and both {@code sendAsync} of the JDK's client end in one private method, above
 * redirects, authentication and retries (JDK 17 to 25).
 */
public final class JdkHttpInstrumentation implements ClientInstrumentation {
  @Override
  public String client() {
    return "java.net.http";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("sendAsync").and(isPrivate()).and(takesArguments(4)), "SendAdvice"),
        new Hook(
            nameStartsWith("send")
                .and(isPublic())
                .and(isDeclaredBy(named("jdk.internal.net.http.HttpClientFacade"))),
            "FrameAdvice"));
  }

  /**
   * In the object that applications get from the JDK, which passes everything on. Other agents
   * leave it alone.
   */
  static final class FrameAdvice {
    private FrameAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) @Nullable HttpRequest request) {
      return request == null ? null : JdkHttpCall.frame(request);
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

  static final class SendAdvice {
    private SendAdvice() {}

    /** Returns the request and the handler to continue with, and the call. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments({
      @ToArgument(value = 0, index = 0),
      @ToArgument(value = 1, index = 1)
    })
    static Object @Nullable [] enter(
        @Advice.Argument(0) @Nullable HttpRequest request,
        @Advice.Argument(1) @Nullable BodyHandler<?> handler) {
      if (request == null || handler == null) {
        return null;
      }
      JdkHttpCall call = JdkHttpCall.open(request, handler);
      return call == null ? null : new Object[] {call.sent, call.handler, call};
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object @Nullable [] entered,
        @Advice.Return @Nullable CompletableFuture<?> future,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (entered == null) {
        return;
      }
      JdkHttpCall call = (JdkHttpCall) entered[2];
      if (future == null) {
        call.failed(thrown);
      } else {
        call.answered(future);
      }
    }
  }
}
