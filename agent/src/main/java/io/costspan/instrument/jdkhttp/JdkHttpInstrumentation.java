package io.costspan.instrument.jdkhttp;

import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.isPublic;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.nameStartsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.takesArgument;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.health.Faults;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Weaves into the objects that the JDK's client makes for a call and shows to nobody (JDK 17 to
 * 25): {@code send} and both {@code sendAsync} make a {@code MultiExchange}, which makes an {@code
 * Exchange} for each request, which makes an {@code ExchangeImpl} for each attempt to send it. What
 * passes the connection is in {@link JdkBodyAdvice}.
 */
public final class JdkHttpInstrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "jdk.internal.net.http.";
  private static final String FACADE = PACKAGE + "HttpClientFacade";
  private static final String CLIENT = PACKAGE + "HttpClientImpl";
  private static final String CALL = PACKAGE + "MultiExchange";
  private static final String EXCHANGE = PACKAGE + "Exchange";
  private static final String ATTEMPT = PACKAGE + "ExchangeImpl";
  private static final String REQUEST = PACKAGE + "Http1Request";
  private static final String RESPONSE = PACKAGE + "Response";
  private static final String HTTP1 = PACKAGE + "Http1Exchange";
  private static final String STREAM = PACKAGE + "Stream";
  private static final String SUBSCRIPTION =
      PACKAGE + "Http1AsyncReceiver$Http1AsyncDelegateSubscription";
  private static final String[] UPLOADS = {
    REQUEST + "$FixedContentSubscriber",
    REQUEST + "$StreamSubscriber",
    STREAM + "$RequestSubscriber"
  };

  /** JDK 17 has another one. */
  private static final String WRAPPER = PACKAGE + "common.HttpBodySubscriberWrapper";

  private static final String SUBSCRIBER = HTTP1 + "$Http1ResponseBodySubscriber";
  private static final String SUBSCRIBER_BEFORE = PACKAGE + "Http1Response$Http1BodySubscriber";
  private static final String DOWNLOAD = WRAPPER + "|" + SUBSCRIBER_BEFORE;

  /** Apart from these hooks, because only a plugin loader may load advice. */
  private static final String BODIES = "io.costspan.instrument.jdkhttp.JdkBodyAdvice$";

  @Override
  public String client() {
    return "java.net.http";
  }

  @Override
  public List<Hook> hooks() {
    MethodMatch upload = anyOf(UPLOADS);
    MethodMatch download = of(WRAPPER).or(of(SUBSCRIBER_BEFORE));
    return List.of(
        new Hook(nameStartsWith("send").and(isPublic()).and(of(FACADE)), "FrameAdvice").in(FACADE),
        new Hook(named("sendAsync").and(takesArguments(4)).and(of(CLIENT)), "SendAdvice")
            .in(CLIENT),
        new Hook(isConstructor().and(of(CALL)), "OpenAdvice").in(CALL),
        new Hook(named("responseAsync0").and(takesArguments(1)).and(of(CALL)), "StartAdvice")
            .in(CALL),
        new Hook(named("responseAsync").and(of(CALL)), "FutureAdvice").in(CALL),
        new Hook(named("responseAsyncImpl").and(of(CALL)), "RefuseAdvice").in(CALL),
        new Hook(named("setExchange").and(of(CALL)), "NextAdvice").in(CALL),
        new Hook(isConstructor().and(of(ATTEMPT)), "HopAdvice").in(ATTEMPT),
        new Hook(isConstructor().and(takesArguments(7)).and(of(RESPONSE)), "HeadAdvice")
            .in(RESPONSE),
        new Hook(named("readBodyAsync").and(takesArguments(1)).and(of(EXCHANGE)), "AnsweredAdvice")
            .in(EXCHANGE),
        new Hook(isConstructor().and(of(REQUEST)), BODIES + "RequestAdvice").in(REQUEST),
        new Hook(named("onSubscribe").and(upload), BODIES + "SubscribedAdvice").in(UPLOADS),
        new Hook(
                named("onNext").and(takesArgument(0, ByteBuffer.class)).and(upload),
                BODIES + "SendingAdvice")
            .in(UPLOADS),
        new Hook(named("onComplete").and(upload), BODIES + "SentAdvice").in(UPLOADS),
        new Hook(named("onError").and(upload), BODIES + "UnsentAdvice").in(UPLOADS),
        new Hook(named("readBodyAsync").and(of(HTTP1)), BODIES + "ReadAdvice").in(HTTP1),
        new Hook(
                isConstructor().and(isDeclaredBy(nameEndsWith("BodySubscriber"))),
                BODIES + "SubscriberAdvice")
            .in(SUBSCRIBER + "|" + SUBSCRIBER_BEFORE),
        new Hook(named("onSubscribe").and(download), BODIES + "SubscriptionAdvice").in(DOWNLOAD),
        new Hook(
                named("onNext").and(takesArgument(0, List.class)).and(download),
                BODIES + "ReceivedAdvice")
            .in(DOWNLOAD),
        new Hook(
                named("complete").and(takesArguments(Throwable.class)).and(download),
                BODIES + "CompleteAdvice")
            .in(DOWNLOAD),
        new Hook(
                named("cancel").and(isDeclaredBy(nameEndsWith("Subscription"))),
                BODIES + "CancelAdvice")
            .in(SUBSCRIPTION),
        new Hook(named("receiveDataFrame").and(of(STREAM)), BODIES + "DataFrameAdvice").in(STREAM),
        new Hook(named("cancel").and(takesArguments(0)).and(of(STREAM)), BODIES + "CancelAdvice")
            .in(STREAM),
        new Hook(named("cancelImpl").and(of(STREAM)), BODIES + "CancelForAdvice").in(STREAM),
        new Hook(named("incoming_reset").and(of(STREAM)), BODIES + "ResetAdvice").in(STREAM));
  }

  private static MethodMatch anyOf(String... types) {
    return isDeclaredBy(namedOneOf(types));
  }

  private static MethodMatch of(String type) {
    return isDeclaredBy(named(type));
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

  /** In {@code HttpClientImpl}, below all ways to make a call. */
  static final class SendAdvice {
    private SendAdvice() {}

    /** The copy is seen by the application only as that of a response. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    static @Nullable Object enter(@Advice.Argument(0) @Nullable HttpRequest request) {
      return request == null || !Gate.mayRefuse() ? null : JdkHttpCall.undecided(request);
    }
  }

  /** In {@code MultiExchange}, as are the next four. */
  static final class OpenAdvice {
    private OpenAdvice() {}

    static void linked(Lookup client) throws ReflectiveOperationException {
      JdkInternals.open(client);
    }

    /** There is no request where a tunnel is opened. */
    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object multi,
        @Advice.FieldValue("exchange") Object first,
        @Advice.Argument(0) @Nullable HttpRequest request,
        @Advice.Argument(1) Object copied)
        throws Throwable {
      if (request != null) {
        JdkHttpCall.open(request, copied, multi, first);
      }
    }
  }

  /** What is done as soon as a thread of the client has time for the call. */
  static final class StartAdvice {
    private StartAdvice() {}

    /** Returns what to wait for instead, if the body decides whether the call is sent. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    static @Nullable Object enter(
        @Advice.This Object multi, @Advice.Argument(0) CompletableFuture<Void> start) {
      UndecidedCall call = UndecidedCall.take(multi);
      return call == null ? null : start.thenCompose(none -> call.decide());
    }
  }

  /** The future is not the one that the application gets. */
  static final class FutureAdvice {
    private FutureAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This Object multi, @Advice.Argument(0) Executor executor) {
      JdkHttpCall call = JdkHttpCall.of(multi);
      return call == null ? UndecidedCall.of(multi, executor) : call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable CompletableFuture<? extends HttpResponse<?>> future,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (entered instanceof UndecidedCall undecided && future != null) {
        undecided.awaitEnd(future);
      }
      if (!(entered instanceof JdkHttpCall call)) {
        return;
      }
      if (future == null) {
        call.failed(thrown);
      } else {
        call.awaitEnd(future);
      }
    }
  }

  /**
   * Where the JDK itself gives up a call before it is sent, on the thread of the client that sends.
   */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object multi) {
      IOException refusal = JdkHttpCall.refusal(multi);
      return refusal == null ? null : CompletableFuture.failedFuture(refusal);
    }
  }

  /** After a redirect or for a login. Requests that a server pushes do not pass here. */
  static final class NextAdvice {
    private NextAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object multi, @Advice.Argument(0) Object next) {
      JdkHttpCall call = JdkHttpCall.of(multi);
      if (call != null) {
        call.link(next);
      }
    }
  }

  /** In {@code ExchangeImpl}, of which there is a new one for each attempt. */
  static final class HopAdvice {
    private HopAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object hop, @Advice.Argument(0) @Nullable Object of) {
      JdkHttpCall call = of == null ? null : JdkHttpCall.of(of);
      if (call != null) {
        call.hop(hop);
      }
    }
  }

  /** In {@code Response}, which is made for each head of a reply. */
  static final class HeadAdvice {
    private HeadAdvice() {}

    /**
     * @param ofTunnel whether it is a proxy's reply to the opening of a tunnel
     */
    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(1) @Nullable Object of,
        @Advice.Argument(2) HttpHeaders headers,
        @Advice.Argument(4) int status,
        @Advice.Argument(6) boolean ofTunnel) {
      JdkHttpCall call = of == null ? null : JdkHttpCall.of(of);
      if (call != null && !ofTunnel) {
        call.head(status, headers);
      }
    }
  }

  /** In {@code Exchange}: the application is asked what to do with the body of the last reply. */
  static final class AnsweredAdvice {
    private AnsweredAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object exchange) {
      JdkHttpCall call = JdkHttpCall.of(exchange);
      if (call != null) {
        call.answered();
      }
    }
  }
}
