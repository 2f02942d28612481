package io.costspan.instrument.jetty12;

import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.takesArgument;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.nio.ByteBuffer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * All transports of Jetty 12 send requests by an {@code HttpSender} and tell {@code
 * ResponseListeners} of replies, of which bodies are read from a source. Which listeners are told
 * is decided anew for each reply, and that shows whether the application is among them.
 */
public final class JettyInstrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "org.eclipse.jetty.client.transport.";
  private static final String SENDER = PACKAGE + "HttpSender";
  private static final String DESTINATION = PACKAGE + "HttpDestination";
  private static final String LISTENERS = PACKAGE + "ResponseListeners";
  private static final String RECEIVER = PACKAGE + "HttpReceiver$";

  @Override
  public String client() {
    return "Jetty HttpClient";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("send").and(isDeclaredBy(nameEndsWith(".HttpRequest"))), "FrameAdvice"),
        new Hook(
                isConstructor()
                    .and(takesArguments(3))
                    .and(isDeclaredBy(nameEndsWith(".HttpExchange"))),
                "QueuedAdvice")
            .in(PACKAGE + "HttpExchange"),
        new Hook(
                named("send")
                    .and(takesArgument(0, named(PACKAGE + "HttpExchange")).and(takesArguments(1)))
                    .and(isDeclaredBy(named(DESTINATION))),
                "RefuseAdvice")
            .in(DESTINATION),
        new Hook(
                named("send").and(takesArguments(1)).and(isDeclaredBy(nameEndsWith(".HttpSender"))),
                "SendAdvice")
            .in(SENDER),
        new Hook(namedOneOf("sendHeaders", "sendContent").and(takesArguments(4)), "ContentAdvice")
            .in(
                PACKAGE + "internal.HttpSenderOverHTTP",
                "org.eclipse.jetty.http2.client.transport.internal.HttpSenderOverHTTP2"),
        new Hook(named("someToSuccess").and(takesArguments(1)), "SentAdvice").in(SENDER),
        new Hook(named("updateResponseListeners").and(takesArguments(1)), "ListenersAdvice")
            .in(PACKAGE + "HttpConversation"),
        new Hook(named("notifyContentSource").and(takesArguments(2)), "HeadAdvice").in(LISTENERS),
        new Hook(namedOneOf("notifyFailure", "emitFailure").and(takesArguments(2)), "FailureAdvice")
            .in(LISTENERS),
        new Hook(
                namedOneOf("notifyComplete", "emitSuccessComplete", "emitFailureComplete")
                    .and(takesArguments(1)),
                "CompleteAdvice")
            .in(LISTENERS),
        new Hook(
                named("read").and(takesArguments(0)).or(named("transform").and(takesArguments(1))),
                "ReadAdvice")
            .in(
                RECEIVER + "ContentSource",
                RECEIVER + "DecodingContentSource|" + RECEIVER + "DecodedContentSource"));
  }

  /** In {@code HttpRequest}: both ways in which applications send it, which other agents weave. */
  static final class FrameAdvice {
    private FrameAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This HttpRequest request) {
      return JettyCall.frame(request);
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

  static final class QueuedAdvice {
    private QueuedAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This HttpExchange exchange) {
      JettyCall.queued(exchange);
    }
  }

  /** In {@code HttpDestination}: a request is about to wait for a connection. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    /** Returns whether the request has failed, because it may not be sent. */
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(0) HttpExchange exchange) {
      return Gate.mayRefuse() && JettyCall.refuse(exchange);
    }
  }

  /** In {@code HttpSender}. */
  static final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.Argument(0) HttpExchange exchange) {
      JettyCall.hop(exchange);
    }
  }

  /**
   * In the sender of each protocol, before the bytes are written: the reply may be complete before
   * Jetty is told that they are.
   */
  static final class ContentAdvice {
    private ContentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) HttpExchange exchange, @Advice.Argument(1) @Nullable ByteBuffer bytes) {
      JettyCall call = JettyCall.of(exchange.getConversation());
      if (call != null && bytes != null && bytes.hasRemaining()) {
        call.sending(exchange.getRequest(), bytes);
      }
    }
  }

  /** In {@code HttpSender}. */
  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.Argument(0) HttpExchange exchange) {
      JettyCall call = JettyCall.of(exchange.getConversation());
      if (call != null) {
        call.sent();
      }
    }
  }

  /** In {@code HttpConversation}; without a listener of Jetty's own, the application's are told. */
  static final class ListenersAdvice {
    private ListenersAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This HttpConversation conversation, @Advice.Argument(0) @Nullable Object own) {
      JettyCall call = own == null ? JettyCall.of(conversation) : null;
      if (call != null) {
        call.forApplication(conversation);
      }
    }
  }

  /** In {@code ResponseListeners}, as are the next two. */
  static final class HeadAdvice {
    private HeadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) Response response, @Advice.Argument(1) Content.Source body) {
      if (response.getRequest() instanceof HttpRequest request) {
        JettyCall call = JettyCall.of(request.getConversation());
        if (call != null) {
          call.head(response, body);
        }
      }
    }
  }

  static final class FailureAdvice {
    private FailureAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) Response response, @Advice.Argument(1) @Nullable Throwable failure) {
      if (response.getRequest() instanceof HttpRequest request) {
        JettyCall.failed(request, failure);
      }
    }
  }

  static final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Result result) {
      if (result.getRequest() instanceof HttpRequest request) {
        JettyCall.complete(request);
      }
    }
  }

  /** In the sources from which bodies of replies are read, where 12.0 decompresses them apart. */
  static final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Content.Source source, @Advice.Return Content.@Nullable Chunk chunk) {
      if (chunk != null) {
        JettyBody.read(source, chunk);
      }
    }
  }
}
