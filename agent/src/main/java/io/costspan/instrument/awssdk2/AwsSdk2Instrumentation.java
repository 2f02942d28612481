package io.costspan.instrument.awssdk2;

import static io.costspan.instrument.MethodMatch.isBridge;
import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.not;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.ClientCall;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.StreamHop;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import io.costspan.instrument.StreamHooks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/**
 * The SDK sends each attempt of a call by {@code execute} of an asynchronous client, on Netty or on
 * AWS's native code (CRT), or by {@code prepareRequest} and {@code call} of a synchronous one. Of
 * the latter only the one on CRT is woven here: the others send through Apache HttpClient or {@code
 * HttpURLConnection}, where their calls are seen.
 */
public final class AwsSdk2Instrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "software.amazon.awssdk.http.";
  private static final String NETTY = PACKAGE + "nio.netty.NettyNioAsyncHttpClient";
  private static final String ASYNCHRONOUS = PACKAGE + "crt.AwsCrtAsyncHttpClient";
  private static final String SYNCHRONOUS = PACKAGE + "crt.AwsCrtHttpClient";
  private static final String CALL = SYNCHRONOUS + "$CrtHttpRequest";
  private static final String REQUEST_BODY =
      PACKAGE + "crt.internal.request.CrtRequestInputStreamAdapter";
  private static final String RESPONSE_BODY = PACKAGE + "async.AbortableInputStreamSubscriber";

  @Override
  public String client() {
    return "AWS SDK 2";
  }

  @Override
  public List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>(StreamHooks.ofInput(RESPONSE_BODY));
    // First of all, so that a call that is refused is not begun.
    hooks.add(
        new Hook(named("execute").and(takesArguments(1)), "RefuseAdvice").in(NETTY, ASYNCHRONOUS));
    hooks.add(
        new Hook(named("execute").and(takesArguments(1)), "ExecuteAdvice").in(NETTY, ASYNCHRONOUS));
    hooks.add(
        new Hook(named("prepareRequest").and(takesArguments(1)), "PrepareAdvice").in(SYNCHRONOUS));
    hooks.add(new Hook(named("call").and(not(isBridge())).and(of(CALL)), "CallAdvice").in(CALL));
    hooks.add(new Hook(named("abort").and(of(CALL)), "AbortAdvice").in(CALL));
    hooks.add(
        new Hook(isConstructor().and(of(REQUEST_BODY)), "RequestBodyAdvice").in(REQUEST_BODY));
    hooks.add(
        new Hook(named("sendRequestBody").and(of(REQUEST_BODY)), "SendAdvice").in(REQUEST_BODY));
    hooks.add(
        new Hook(named("resetPosition").and(of(REQUEST_BODY)), "RewindAdvice").in(REQUEST_BODY));
    return hooks;
  }

  private static MethodMatch of(String type) {
    return isDeclaredBy(named(type));
  }

  /** In the asynchronous clients, as is the next one. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) @Nullable AsyncExecuteRequest request) {
      return request == null || !Gate.mayRefuse() ? null : AwsAsyncCall.refuse(request);
    }
  }

  static final class ExecuteAdvice {
    static {
      AwsAsyncCall.check(AsyncExecuteRequest.class);
    }

    private ExecuteAdvice() {}

    /** Returns the request to continue with, and the exchange. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 0))
    static Object @Nullable [] enter(@Advice.Argument(0) @Nullable AsyncExecuteRequest request) {
      return request == null ? null : AwsAsyncCall.open(request);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object @Nullable [] entered, @Advice.Thrown @Nullable Throwable thrown) {
      if (entered != null && thrown != null) {
        ((Exchange) entered[1]).failed(thrown);
      }
    }
  }

  /** In {@code AwsCrtHttpClient}. */
  static final class PrepareAdvice {
    private PrepareAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) HttpExecuteRequest request, @Advice.Return Object prepared) {
      AwsCrtCall.prepare(prepared, request);
    }
  }

  /** In {@code AwsCrtHttpClient$CrtHttpRequest}, as is the next one. */
  static final class CallAdvice {
    private CallAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object prepared) {
      return AwsCrtCall.begin(prepared);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable HttpExecuteResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!(entered instanceof ClientCall call)) {
        return;
      }
      call.leave();
      if (response == null) {
        call.failed(thrown);
      } else {
        AwsCrtCall.answered(call, response);
      }
    }
  }

  static final class AbortAdvice {
    private AbortAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object prepared) {
      StreamHop.closing(prepared);
    }
  }

  /** In {@code CrtRequestInputStreamAdapter}, of which each call makes one on its thread. */
  static final class RequestBodyAdvice {
    private RequestBodyAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object body) {
      StreamHop hop = StreamHop.current();
      if (hop != null) {
        hop.requestStream(body);
      }
    }
  }

  /** In {@code CrtRequestInputStreamAdapter}, on a thread of the native code. */
  static final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static int enter(@Advice.Argument(0) ByteBuffer sent) {
      return sent.position();
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object body,
        @Advice.Argument(0) ByteBuffer sent,
        @Advice.Enter int from,
        @Advice.Return boolean complete) {
      StreamHop hop = StreamHop.of(body);
      if (hop != null) {
        AwsCrtCall.sent(hop, sent, from, complete);
      }
    }
  }

  /** In {@code CrtRequestInputStreamAdapter}: the body is sent again from its beginning. */
  static final class RewindAdvice {
    private RewindAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object body) {
      StreamHop hop = StreamHop.of(body);
      if (hop != null) {
        hop.requestStream(body);
      }
    }
  }
}
