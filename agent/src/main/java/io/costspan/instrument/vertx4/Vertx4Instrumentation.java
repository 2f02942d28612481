package io.costspan.instrument.vertx4;

import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.isPrivate;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.returns;
import static io.costspan.instrument.MethodMatch.takesArgument;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Gate;
import io.costspan.exchange.MessageHop;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Weaves into Vert.x's own request and response, whose methods have the same names in 4.0 to 5.2:
 * all of a request passes {@code doWrite}, and a response is told what arrives. Both stand for one
 * request that is sent, below redirects, and above the streams of HTTP/1.1 and HTTP/2.
 */
public final class Vertx4Instrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "io.vertx.core.http.impl.";
  private static final String CLIENT = PACKAGE + "HttpClientImpl";
  private static final String BASE = PACKAGE + "HttpClientRequestBase";
  private static final String REQUEST = PACKAGE + "HttpClientRequestImpl";
  private static final String RESPONSE = PACKAGE + "HttpClientResponseImpl";
  private static final int CONSTRUCTOR_SINCE_5 = 5;
  private static final int CONSTRUCTOR_SINCE_5_1_3 = 6;
  private static final int WRITE_SINCE_5 = 3;
  private static final int WRITE_BEFORE_5 = 4;

  @Override
  public String client() {
    return "Vert.x";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(
            named("request")
                .and(takesArguments(1))
                .and(returns(named("io.vertx.core.Future")))
                .and(in(CLIENT)),
            "RefuseAdvice"),
        new Hook(
            namedOneOf("doRequest", "request")
                .and(takesArguments(2))
                .and(takesArgument(0, named("io.vertx.core.http.RequestOptions")))
                .and(isPrivate())
                .and(in(CLIENT)),
            "RefuseBefore5Advice"),
        new Hook(
            named("request")
                .and(takesArguments(5))
                .and(takesArgument(1, int.class))
                .and(isPrivate())
                .and(in(CLIENT)),
            "RefuseBefore41Advice"),
        new Hook(
                isConstructor()
                    .and(
                        takesArguments(CONSTRUCTOR_SINCE_5)
                            .or(takesArguments(CONSTRUCTOR_SINCE_5_1_3)))
                    .and(in(BASE)),
                "RequestAdvice")
            .in(BASE)
            .orElse(named("getHost")),
        new Hook(named("init").and(takesArguments(1)).and(in(REQUEST)), "OptionsAdvice")
            .in(REQUEST)
            .orElse(write(WRITE_BEFORE_5)),
        new Hook(write(WRITE_SINCE_5), "WriteAdvice").in(REQUEST).orElse(write(WRITE_BEFORE_5)),
        new Hook(write(WRITE_BEFORE_5), "WriteBefore5Advice")
            .in(REQUEST)
            .orElse(write(WRITE_SINCE_5)),
        new Hook(named("fail").and(takesArguments(1)).and(in(BASE)), "FailAdvice").in(BASE),
        new Hook(isConstructor().and(takesArguments(6)).and(in(RESPONSE)), "HeadAdvice")
            .in(RESPONSE),
        new Hook(named("handleChunk").and(takesArguments(1)).and(in(RESPONSE)), "ChunkAdvice")
            .in(RESPONSE),
        new Hook(namedOneOf("handleEnd", "handleTrailers").and(in(RESPONSE)), "EndAdvice")
            .in(RESPONSE));
  }

  private static MethodMatch write(int arguments) {
    return named("doWrite").and(takesArguments(arguments)).and(in(REQUEST));
  }

  private static MethodMatch in(String type) {
    return isDeclaredBy(named(type));
  }

  /** In {@code HttpClientImpl}, before a connection is asked for. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This Object client, @Advice.Argument(0) @Nullable RequestOptions options) {
      return options == null || !Gate.mayRefuse() ? null : Vertx4Call.refuse(client, options);
    }
  }

  /** The same in Vert.x 4, where the application may give a handler instead of taking a future. */
  static final class RefuseBefore5Advice {
    private RefuseBefore5Advice() {}

    /** Returns whether the call has failed, because it may not be sent. */
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) RequestOptions options, @Advice.Argument(1) Object promise) {
      return Gate.mayRefuse() && Vertx4Call.refuse((Promise<?>) promise, options);
    }
  }

  /** The same in Vert.x 4.0, for calls that are made without options. */
  static final class RefuseBefore41Advice {
    private RefuseBefore41Advice() {}

    /** Returns whether the call has failed, because it may not be sent. */
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) HttpMethod method,
        @Advice.Argument(1) int port,
        @Advice.Argument(2) String host,
        @Advice.Argument(3) String uri,
        @Advice.Argument(4) Object promise) {
      return Gate.mayRefuse()
          && Vertx4Call.refuse(
              (Promise<?>) promise,
              new RequestOptions().setMethod(method).setPort(port).setHost(host).setURI(uri));
    }
  }

  /** In {@code HttpClientRequestBase} of Vert.x 5: the request is bound to a connection. */
  static final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object request, @Advice.FieldValue("authority") @Nullable Object authority) {
      Vertx4Call.begin(request, authority);
    }
  }

  /** In {@code HttpClientRequestImpl} of Vert.x 5. */
  static final class OptionsAdvice {
    private OptionsAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object request, @Advice.Argument(0) Object options) {
      if (MessageHop.of(request) == null) {
        Vertx4Call.overhear((RequestOptions) options);
      }
    }
  }

  /** In {@code HttpClientRequestImpl}: the head goes with what is written first. */
  static final class WriteAdvice {
    private WriteAdvice() {}

    static void linked(Lookup client) throws ReflectiveOperationException {
      VertxInternals.open(client);
    }

    /** Returns a future that has failed if the request is not to be sent. */
    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This Object of,
        @Advice.FieldValue("headers") @Nullable Object headers,
        @Advice.Argument(0) @Nullable Object bytes,
        @Advice.Argument(1) boolean end,
        @Advice.Argument(2) boolean tunnel) {
      HttpClientRequest request = (HttpClientRequest) of;
      if (Gate.mayRefuse()
          && !tunnel
          && Vertx4Call.refuse(request, (MultiMap) headers, bytes, end)) {
        return Vertx4Call.failed(request);
      }
      Vertx4Call.writes(request, (MultiMap) headers, bytes, end, tunnel);
      return null;
    }
  }

  /** The same in Vert.x 4, where the host is known no earlier. */
  static final class WriteBefore5Advice {
    private WriteBefore5Advice() {}

    static void linked(Lookup client) throws ReflectiveOperationException {
      VertxInternals.open(client);
    }

    /** Returns whether the request has failed, because it may not be sent. */
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object of,
        @Advice.FieldValue("headers") @Nullable Object headers,
        @Advice.FieldValue("headWritten") boolean begun,
        @Advice.Argument(0) @Nullable Object bytes,
        @Advice.Argument(1) boolean end,
        @Advice.Argument(2) boolean tunnel,
        @Advice.Argument(3) @Nullable Object written) {
      HttpClientRequest request = (HttpClientRequest) of;
      if (!begun) {
        Vertx4Call.beginBefore5(request);
      }
      if (Gate.mayRefuse()
          && !tunnel
          && Vertx4Call.refuse(request, (MultiMap) headers, bytes, end)) {
        Vertx4Call.tell(request, written);
        return true;
      }
      Vertx4Call.writes(request, (MultiMap) headers, bytes, end, tunnel);
      return false;
    }
  }

  /** In {@code HttpClientRequestBase}, when nothing more can arrive. */
  static final class FailAdvice {
    private FailAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object request, @Advice.Argument(0) @Nullable Throwable cause) {
      MessageHop hop = MessageHop.of(request);
      if (hop != null) {
        MessageHop.unlink(request);
        hop.failed(cause);
      }
    }
  }

  /** In {@code HttpClientResponseImpl}, as are the next two. */
  static final class HeadAdvice {
    private HeadAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object response,
        @Advice.Argument(0) Object request,
        @Advice.Argument(3) int status,
        @Advice.Argument(5) Object headers) {
      MessageHop hop = MessageHop.of(request);
      if (hop != null) {
        hop.answered(status, ((MultiMap) headers)::get);
        hop.link(response);
      }
    }
  }

  static final class ChunkAdvice {
    private ChunkAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object response, @Advice.Argument(0) Object bytes) {
      MessageHop hop = MessageHop.of(response);
      if (hop != null) {
        Vertx4Call.show((Buffer) bytes, hop.response());
      }
    }
  }

  static final class EndAdvice {
    private EndAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object response, @Advice.FieldValue("request") Object request) {
      MessageHop hop = MessageHop.of(response);
      if (hop != null) {
        MessageHop.unlink(response);
        MessageHop.unlink(request);
        hop.response().end();
      }
    }
  }
}
