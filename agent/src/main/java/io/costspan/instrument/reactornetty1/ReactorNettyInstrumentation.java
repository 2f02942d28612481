package io.costspan.instrument.reactornetty1;

import static io.costspan.instrument.MethodMatch.isBridge;
import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.not;
import static io.costspan.instrument.MethodMatch.takesArgument;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Gate;
import io.costspan.exchange.MessageHop;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MessageHooks;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.HttpOperations;

/**
 * Weaves into methods that have the same name and shape in Reactor Netty 1.0 to 1.3, below
 * redirects, logins and repetitions: each request that is sent is an exchange of its own. Its
 * messages are looked at where they enter Netty and where they leave it, on the thread of the
 * connection; nothing is subscribed to, requested or replaced. The object that stands for a request
 * is called operations here, as there.
 */
public final class ReactorNettyInstrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "reactor.netty.http.client.";
  private static final String CALL = PACKAGE + "HttpClientConnect$HttpClientHandler";
  private static final String OPERATIONS = PACKAGE + "HttpClientOperations";
  private static final String OBSERVER = PACKAGE + "HttpClientConnect$HttpObserver";
  private static final String ENCODER = "io.netty.handler.codec.http.HttpClientCodec$Encoder";
  private static final String BRIDGE = PACKAGE + "Http2StreamBridgeClientHandler";

  @Override
  public String client() {
    return "Reactor Netty";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(isConstructor().and(in(CALL)), "CallAdvice").in(CALL),
        new Hook(named("get").and(not(isBridge())).and(in(CALL)), "RefuseAdvice").in(CALL),
        new Hook(
                named("send")
                    .and(takesArguments(1))
                    .and(takesArgument(0, named("org.reactivestreams.Publisher")))
                    .and(in(OPERATIONS)),
                "SendAdvice")
            .in(OPERATIONS),
        new Hook(named("requestWithBody").and(takesArguments(1)), "RequestAdvice").in(CALL),
        // Woven as a part of Netty; without it, requests would not be seen.
        new Hook(named("encode").and(takesArguments(3)).and(in(ENCODER)), MessageHooks.SEND)
            .in(ENCODER),
        new Hook(named("write").and(takesArguments(3)).and(in(BRIDGE)), MessageHooks.SEND)
            .in(BRIDGE),
        new Hook(named("onInboundNext").and(takesArguments(2)), MessageHooks.RECEIVE)
            .in(OPERATIONS),
        new Hook(named("onInboundClose").and(takesArguments(0)), "CloseAdvice").in(OPERATIONS),
        new Hook(named("onOutboundError").and(takesArguments(1)), "SendFailureAdvice")
            .in(OPERATIONS),
        new Hook(
                named("onUncaughtException").and(takesArguments(2)).and(in(OBSERVER)),
                "FailureAdvice")
            .in(OBSERVER));
  }

  private static MethodMatch in(String type) {
    return isDeclaredBy(named(type));
  }

  /** In {@code HttpClientConnect$HttpClientHandler}, of which each call has one. */
  static final class CallAdvice {
    private CallAdvice() {}

    /** What surrounds a call is known only to the thread that makes it. */
    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object call,
        @Advice.FieldValue("toURI") Object target,
        @Advice.FieldValue("method") HttpMethod method,
        @Advice.FieldValue("defaultHeaders") HttpHeaders headers,
        @Advice.FieldValue("websocketClientSpec") @Nullable Object socket)
        throws Throwable {
      ReactorNettyCall.begin(call, target);
      if (socket == null && Gate.mayRefuse()) {
        ReactorNettyCall.ask(call, target, method, headers);
      }
    }
  }

  /** In the same class: the address is asked for before a connection is. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object call) {
      return ReactorNettyCall.refusal(call);
    }
  }

  /** In the same class: a connection is there, and the request is about to be made. */
  static final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object call,
        @Advice.FieldValue("toURI") Object target,
        @Advice.FieldValue("websocketClientSpec") @Nullable Object socket,
        @Advice.Argument(0) Object operations)
        throws Throwable {
      if (socket == null) {
        ReactorNettyCall.request(call, target, (Connection) operations);
      }
    }
  }

  /** In {@code HttpClientOperations}: the application hands over the body. */
  static final class SendAdvice {
    private SendAdvice() {}

    /** Returns what to send instead, if the body has to be seen before anything is sent. */
    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This Object operations, @Advice.Argument(0) @Nullable Publisher<ByteBuf> body)
        throws ReflectiveOperationException {
      MessageHop hop = Gate.mayRefuse() ? MessageHop.of(operations) : null;
      return hop == null || !hop.isUndecided() || body == null
          ? null
          : new UndecidedBody(hop, (HttpOperations<?, ?>) operations).send(body);
    }
  }

  /** In {@code HttpClientOperations}, as are the next two. */
  static final class CloseAdvice {
    private CloseAdvice() {}

    /** Afterwards, because what it tells the observer is more exact. */
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object operations) {
      MessageHop hop = MessageHop.of(operations);
      if (hop != null) {
        ReactorNettyCall.closed(hop, (ChannelOperations<?, ?>) operations);
      }
    }
  }

  /** The application's body fails. */
  static final class SendFailureAdvice {
    private SendFailureAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object operations, @Advice.Argument(0) Throwable cause) {
      MessageHop hop = MessageHop.of(operations);
      if (hop != null) {
        ReactorNettyCall.failed(hop, (Connection) operations, cause);
      }
    }
  }

  /** In {@code HttpClientConnect$HttpObserver}. */
  static final class FailureAdvice {
    private FailureAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object connection, @Advice.Argument(1) Throwable cause) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null) {
        ReactorNettyCall.failed(hop, (Connection) connection, cause);
      }
    }
  }
}
