package io.costspan.instrument.okhttp;

import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.nameStartsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Gate;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Redirects;
import io.costspan.instrument.Refuses;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves into methods that have the same name and shape in OkHttp 3.14, 4 and 5: the step from one
 * interceptor to the next, of which the one at {@link ChainPlace} matters, and what passes the
 * connection. Both {@code execute} and {@code enqueue} pass through them, and notice whose call it
 * is. Requests, responses and bodies remain OkHttp's own; what the agent knows of them is linked to
 * OkHttp's objects.
 */
public final class OkHttpInstrumentation implements ClientInstrumentation {
  private static final String CALL = "okhttp3.internal.connection.RealCall|okhttp3.RealCall";
  private static final String CALL_SERVER = "okhttp3.internal.http.CallServerInterceptor";
  private static final String EXCHANGE = "okhttp3.internal.connection.Exchange";

  @Override
  public String client() {
    return "OkHttp";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("proceed").and(takesArguments(1)), "ProceedAdvice")
            .in("okhttp3.internal.http.RealInterceptorChain"),
        new Hook(named("intercept").and(isDeclaredBy(named(CALL_SERVER))), "WriteAdvice")
            .in(CALL_SERVER),
        new Hook(named("execute").and(takesArguments(0)), "ExecuteAdvice").in(CALL),
        new Hook(named("enqueue").and(takesArguments(1)), "EnqueueAdvice").in(CALL),
        new Hook(nameStartsWith("getResponseWithInterceptorChain"), "OverAdvice").in(CALL),
        new Hook(named("writeRequestHeaders").and(takesArguments(1)), "HopAdvice").in(EXCHANGE),
        new Hook(named("createRequestBody").and(takesArguments(2)), "RequestBodyAdvice")
            .in(EXCHANGE),
        new Hook(named("openResponseBody").and(takesArguments(1)), "ResponseHeadAdvice")
            .in(EXCHANGE),
        new Hook(named("write").and(takesArguments(2)).and(of("Sink")), "SendAdvice")
            .in(EXCHANGE + "$RequestBodySink"),
        new Hook(named("close").and(takesArguments(0)).and(of("Sink")), "SentAdvice")
            .in(EXCHANGE + "$RequestBodySink"),
        new Hook(named("read").and(takesArguments(2)).and(of("Source")), "ReceiveAdvice")
            .in(EXCHANGE + "$ResponseBodySource"),
        new Hook(named("close").and(takesArguments(0)).and(of("Source")), "CloseAdvice")
            .in(EXCHANGE + "$ResponseBodySource"));
  }

  private static MethodMatch of(String body) {
    return isDeclaredBy(nameEndsWith("Body" + body));
  }

  /** In {@code RealCall}, as are the next two: here the caller is nearest. */
  static final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object call) {
      if (call instanceof Call made && MadeCalls.isWatched(made)) {
        MadeCalls.add(made, Gate.noticed());
      }
    }
  }

  /** What surrounds a call is known only to the thread that makes it. */
  static final class EnqueueAdvice {
    private EnqueueAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object call) {
      if (call instanceof Call made && MadeCalls.isWatched(made)) {
        MadeCalls.add(made, Gate.surroundings());
      }
    }
  }

  /** Below both: until here, the application's interceptors may send a call several times. */
  static final class OverAdvice {
    private OverAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object call) {
      MadeCalls.forget(call);
    }
  }

  /** In {@code okhttp3.internal.http.RealInterceptorChain}. */
  static final class ProceedAdvice {
    private ProceedAdvice() {}

    /** Returns the call, or the exception with which it fails. */
    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("interceptors") List<?> interceptors,
        @Advice.FieldValue("index") int index,
        @Advice.FieldValue("call") Object of,
        @Advice.Argument(0) @Nullable Request request) {
      if (request == null || !ChainPlace.isBefore(interceptors, index)) {
        return null;
      }
      Object opened = OkHttpCall.open(request, of, interceptors);
      if (opened instanceof OkHttpCall call) {
        call.enter();
      }
      return opened;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.FieldValue("call") Object of,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!(entered instanceof OkHttpCall call)) {
        return;
      }
      try {
        if (call.scope != null) {
          call.scope.close();
        }
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      call.left(of);
      if (response == null) {
        call.failed(thrown);
      } else {
        call.answered(response);
      }
    }
  }

  /** In {@code okhttp3.internal.http.CallServerInterceptor}. */
  static final class WriteAdvice {
    private WriteAdvice() {}

    /** Returns what writes the body, if that has been written ahead. */
    @Redirects("okhttp3.RequestBody.writeTo")
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) Interceptor.Chain chain) {
      return WrittenBody.of(chain.call(), chain.request().body());
    }
  }

  /** In {@code okhttp3.internal.connection.Exchange}, as are the next two. */
  static final class HopAdvice {
    private HopAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object hop, @Advice.FieldValue("call") Object of) {
      OkHttpCall call = OkHttpCall.of(of);
      if (call != null) {
        call.hop(hop);
      }
    }
  }

  /** A body that is written before. */
  static final class RequestBodyAdvice {
    private RequestBodyAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object on,
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) boolean duplex) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop != null) {
        hop.requestBody(request, duplex);
      }
    }
  }

  /** The reply's head, whether a body follows or not. */
  static final class ResponseHeadAdvice {
    private ResponseHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object on,
        @Advice.FieldValue("call") Object of,
        @Advice.Argument(0) Response head) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop != null) {
        hop.head(head, OkHttpCall.of(of));
      }
    }
  }

  /** In {@code Exchange$RequestBodySink}. */
  static final class SendAdvice {
    private SendAdvice() {}

    /** Before, because writing consumes the bytes. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("this$0") Object on,
        @Advice.Argument(0) Buffer source,
        @Advice.Argument(1) long byteCount) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop != null) {
        hop.sending(source, byteCount);
      }
    }
  }

  /** In {@code Exchange$RequestBodySink}. */
  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("this$0") Object on) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop != null) {
        hop.sent();
      }
    }
  }

  /** In {@code Exchange$ResponseBodySource}. */
  static final class ReceiveAdvice {
    private ReceiveAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") Object on,
        @Advice.Argument(0) Buffer sink,
        @Advice.Return long byteCount,
        @Advice.Thrown @Nullable Throwable thrown) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop == null) {
        return;
      }
      if (thrown == null && byteCount >= 0) {
        hop.received(sink, byteCount);
        return;
      }
      OkHttpHop.end(on);
      if (thrown == null) {
        hop.complete();
      } else {
        hop.failed(thrown);
      }
    }
  }

  /** In {@code Exchange$ResponseBodySource}. */
  static final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("this$0") Object on) {
      OkHttpHop hop = OkHttpHop.of(on);
      if (hop != null) {
        OkHttpHop.end(on);
        hop.closed();
      }
    }
  }
}
