package io.costspan.instrument.okhttp;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Weaves into methods that have the same name and shape in OkHttp 3.14, 4 and 5: the step from one
 * interceptor to the next, of which the one at {@link ChainPlace} matters, and the opening of a
 * request body on a connection. Both {@code execute} and {@code enqueue} pass through them.
 */
public final class OkHttpInstrumentation implements ClientInstrumentation {
  @Override
  public String client() {
    return "OkHttp";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("proceed").and(takesArguments(1)), "ProceedAdvice"),
        new Hook(named("enqueue").and(takesArguments(1)), "EnqueueAdvice"),
        new Hook(named("createRequestBody").and(takesArguments(2)), "RequestBodyAdvice"));
  }

  /** In {@code RealCall}: what surrounds a call is known only to the thread that makes it. */
  static final class EnqueueAdvice {
    private EnqueueAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object call) {
      if (call instanceof Call enqueued) {
        Enqueued.add(enqueued);
      }
    }
  }

  /** In {@code okhttp3.internal.http.RealInterceptorChain}. */
  static final class ProceedAdvice {
    private ProceedAdvice() {}

    /** Returns the request to continue with, and the call. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 0))
    static Object @Nullable [] enter(
        @Advice.FieldValue("interceptors") List<?> interceptors,
        @Advice.FieldValue("index") int index,
        @Advice.FieldValue("call") Object of,
        @Advice.Argument(0) @Nullable Request request) {
      if (request == null || !ChainPlace.isBefore(interceptors, index)) {
        return null;
      }
      OkHttpCall call = OkHttpCall.open(request, of);
      return call == null ? null : new Object[] {call.sent, call, call.enter()};
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    @Advice.AssignReturned.ToReturned
    static @Nullable Response exit(
        @Advice.Enter Object @Nullable [] entered,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (entered == null) {
        return null;
      }
      try {
        if (entered[2] instanceof AutoCloseable scope) {
          scope.close();
        }
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      OkHttpCall call = (OkHttpCall) entered[1];
      if (response == null) {
        call.failed(thrown);
        return null;
      }
      // The tag is removed first, by OkHttp's own methods, so that no failure of the agent can
      // leave it in place.
      Request request = response.request();
      if (request == call.sent) {
        request = call.asked;
      } else if (request.tag(Exchange.class) != null) {
        request = request.newBuilder().tag(Exchange.class, null).build();
      }
      Response.Builder answer = response.newBuilder().request(request);
      try {
        call.answered(response, answer);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      return answer.build();
    }
  }

  /** In {@code okhttp3.internal.connection.Exchange}. */
  static final class RequestBodyAdvice {
    private RequestBodyAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToReturned
    static Sink exit(
        @Advice.Return Sink sink,
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) boolean duplex) {
      return RequestTag.watch(sink, request, duplex);
    }
  }
}
