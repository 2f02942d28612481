package io.costspan.instrument.apache5;

import static io.costspan.instrument.MethodMatch.isBridge;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.not;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.ClientCall;
import io.costspan.exchange.Frame;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import io.costspan.instrument.StreamHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * All overloads of {@code execute} end in {@code doExecute}, in {@code InternalHttpClient} and
 * {@code MinimalHttpClient} (5.0 to 5.6). What it sends and receives on the same thread passes a
 * connection, whose streams are the client's own.
 */
public final class Apache5Instrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "org.apache.hc.client5.http.impl.classic.";
  private static final String CLIENT = PACKAGE + "CloseableHttpClient";
  private static final String[] CLIENTS = {
    PACKAGE + "InternalHttpClient", PACKAGE + "MinimalHttpClient"
  };
  private static final String CONNECTIONS = "org.apache.hc.core5.http.impl.io.";
  private static final String CONNECTION = CONNECTIONS + "DefaultBHttpClientConnection";

  @Override
  public String client() {
    return "Apache HttpClient 5";
  }

  @Override
  public List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>(StreamHooks.list(CONNECTIONS, CONNECTIONS));
    hooks.add(new Hook(named("doExecute").and(takesArguments(3)), "ExecuteAdvice").in(CLIENTS));
    hooks.add(
        new Hook(named("execute").and(isDeclaredBy(named(CLIENT))), "FrameAdvice").in(CLIENT));
    hooks.add(new Hook(own("sendRequestHeader"), "SendHeadAdvice").in(CONNECTION));
    hooks.add(new Hook(own("receiveResponseHeader"), "ReceiveHeadAdvice").in(CONNECTION));
    return hooks;
  }

  private static MethodMatch own(String method) {
    return named(method).and(not(isBridge()));
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

    /** Returns the call, or the exception with which it fails. */
    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) @Nullable ClassicHttpRequest request) {
      return request == null ? null : Apache5Call.begin(target, request);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!(entered instanceof ClientCall call)) {
        return;
      }
      call.leave();
      if (response == null) {
        call.failed(thrown);
      } else {
        Apache5Call.answered(call, response);
      }
    }
  }

  /** In {@code DefaultBHttpClientConnection}, as is the next one. */
  static final class SendHeadAdvice {
    private SendHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object connection, @Advice.Argument(0) ClassicHttpRequest request) {
      ClientCall call = ClientCall.current();
      if (call != null) {
        Apache5Call.sends(call, connection, request);
      }
    }
  }

  static final class ReceiveHeadAdvice {
    private ReceiveHeadAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable ClassicHttpResponse head) {
      ClientCall call = ClientCall.current();
      if (call != null && head != null) {
        Apache5Call.receives(call, head);
      }
    }
  }
}
