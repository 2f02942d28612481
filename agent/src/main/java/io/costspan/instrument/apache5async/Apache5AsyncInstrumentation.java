package io.costspan.instrument.apache5async;

import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.nameStartsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArgument;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Gate;
import io.costspan.exchange.MessageHop;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import java.nio.ByteBuffer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * Whichever client is built, each request is sent by a {@code ClientHttp1StreamHandler} or a {@code
 * ClientH2StreamHandler} of its own (5.0 to 5.6), through the data channel nested in it. They are
 * below all that the application can add, and nothing is put in between.
 */
public final class Apache5AsyncInstrumentation implements ClientInstrumentation {
  private static final String HTTP1 = "ClientHttp1StreamHandler";
  private static final String HTTP2 = "ClientH2StreamHandler";
  private static final String CORE1 = "org.apache.hc.core5.http.impl.nio." + HTTP1;
  private static final String CORE2 = "org.apache.hc.core5.http2.impl.nio." + HTTP2;
  private static final String CLIENT = "org.apache.hc.client5.http.impl.async.";
  private static final String[] STREAMS = {CORE1, CORE2};

  private static final String REQUEST = "org.apache.hc.core5.http.HttpRequest";
  private static final int REQUEST_OF_LAMBDA = 4;

  /** What the anonymous classes in question are called in all versions. */
  private static final String[] CHANNELS = {CORE1 + "$1", CORE2 + "$1"};

  private static final String[] HANDLERS = {
    CORE1, CORE2, CLIENT + "HttpAsyncMainClientExec$1", CLIENT + "H2AsyncMainClientExec$1"
  };

  @Override
  public String client() {
    return "Apache HttpClient 5 (async)";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        // Not in 5.0.
        new Hook(named("executeImmediate"), "CallAdvice"),
        // In the minimal clients, which do not have the others' way, and in those before 5.2.
        new Hook(
            nameStartsWith("lambda$execute$")
                .and(takesArguments(7))
                .and(takesArgument(REQUEST_OF_LAMBDA, named(REQUEST))),
            "MinimalAdvice"),
        new Hook(
            named("sendRequest").and(takesArguments(3)).and(takesArgument(0, named(REQUEST))),
            "MinimalBefore52Advice"),
        // The cache is a library of its own.
        new Hook(named("chainProceed").and(takesArguments(5)), "CacheAsksAdvice"),
        new Hook(named("triggerResponse").and(takesArguments(3)), "CacheAnswersAdvice"),
        new Hook(named("commitRequest").and(takesArguments(2)), "CommitAdvice").in(STREAMS),
        new Hook(named("write").and(takesArguments(ByteBuffer.class)), "WriteAdvice").in(CHANNELS),
        new Hook(named("endStream").and(takesArguments(1)), "SentAdvice").in(CHANNELS),
        new Hook(named("consumeHeader").and(of(HTTP1)), "HeadAdvice").in(CORE1),
        new Hook(named("consumeHeader").and(of(HTTP2)), "Http2HeadAdvice").in(CORE2),
        new Hook(named("consumeData").and(of(HTTP1)), "DataAdvice").in(CORE1),
        new Hook(named("consumeData").and(of(HTTP2)), "Http2DataAdvice").in(CORE2),
        new Hook(named("dataEnd").and(of(HTTP1)), "EndAdvice").in(CORE1),
        new Hook(named("failed").and(takesArguments(1)), "FailedAdvice").in(HANDLERS),
        new Hook(named("releaseResources"), "ReleaseAdvice").in(HANDLERS));
  }

  private static MethodMatch of(String type) {
    return isDeclaredBy(nameEndsWith(type));
  }

  /**
   * In {@code InternalAbstractHttpAsyncClient}: what surrounds a call is known only to the thread
   * that makes it.
   */
  static final class CallAdvice {
    private CallAdvice() {}

    /** Returns whether the call has failed, because it may not be sent. */
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(1) @Nullable AsyncEntityProducer body,
        @Advice.Argument(2) AsyncExecChain.Scope scope,
        @Advice.Argument(3) @Nullable Object third,
        @Advice.Argument(value = 4, optional = true) @Nullable Object fourth) {
      Apache5AsyncHop.surround(scope.clientContext, request);
      return Gate.mayRefuse()
          && scope.execCount.get() <= 1
          && (third instanceof AsyncExecCallback callback
              ? Apache5AsyncHop.refuse(scope.clientContext, request, body, callback)
              : fourth instanceof AsyncExecCallback last
                  && Apache5AsyncHop.refuse(scope.clientContext, request, body, last));
    }
  }

  /**
   * Where the request is known and a connection has not been asked for; the client fails with it.
   */
  static final class MinimalAdvice {
    private MinimalAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(REQUEST_OF_LAMBDA) HttpRequest request) {
      return Gate.mayRefuse() ? Apache5AsyncHop.refusal(request) : null;
    }
  }

  /** The same. */
  static final class MinimalBefore52Advice {
    private MinimalBefore52Advice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) HttpRequest request) {
      return Gate.mayRefuse() ? Apache5AsyncHop.refusal(request) : null;
    }
  }

  /** In {@code AsyncCachingExec}, as is the next one. */
  static final class CacheAsksAdvice {
    private CacheAsksAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) HttpRequest request, @Advice.Argument(2) AsyncExecChain.Scope scope) {
      Apache5AsyncCache.asks(request, scope);
    }
  }

  static final class CacheAnswersAdvice {
    private CacheAnswersAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) HttpResponse response, @Advice.Argument(1) AsyncExecChain.Scope scope) {
      Apache5AsyncCache.answers(response, scope);
    }
  }

  /**
   * In a stream handler. The client's handler, nested in its main link, is told first of a
   * cancellation.
   */
  static final class CommitAdvice {
    private CommitAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object handler,
        @Advice.FieldValue("exchangeHandler") Object client,
        @Advice.FieldValue("context") Object context,
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(1) @Nullable EntityDetails body) {
      MessageHop hop = Apache5AsyncHop.begin(context, request, body);
      if (hop != null) {
        hop.link(handler);
        hop.link(client);
      }
    }
  }

  /** In the data channel, as is the next one. */
  static final class WriteAdvice {
    private WriteAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static int enter(@Advice.Argument(0) ByteBuffer source) {
      return source.position();
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") Object handler,
        @Advice.Argument(0) ByteBuffer source,
        @Advice.Enter int from) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.request().bytes(BodyTap.passed(source, from));
      }
    }
  }

  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") Object handler) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.request().end();
      }
    }
  }

  static final class HeadAdvice {
    private HeadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object handler,
        @Advice.Argument(0) HttpResponse response,
        @Advice.Argument(1) @Nullable EntityDetails body) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        Apache5AsyncHop.answered(hop, response, body == null);
      }
    }
  }

  static final class Http2HeadAdvice {
    private Http2HeadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object handler,
        @Advice.Argument(0) List<Header> headers,
        @Advice.Argument(1) boolean complete) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        Apache5AsyncHop.answered(hop, headers, complete);
      }
    }
  }

  static final class DataAdvice {
    private DataAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object handler, @Advice.Argument(0) ByteBuffer data) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.response().bytes(data);
      }
    }
  }

  static final class Http2DataAdvice {
    private Http2DataAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object handler,
        @Advice.Argument(0) @Nullable ByteBuffer data,
        @Advice.Argument(1) boolean complete) {
      MessageHop hop = MessageHop.of(handler);
      if (hop == null) {
        return;
      }
      if (data != null) {
        hop.response().bytes(data);
      }
      if (complete) {
        hop.response().end();
      }
    }
  }

  static final class EndAdvice {
    private EndAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object handler) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.response().end();
      }
    }
  }

  /** In both handlers, as is the next one. */
  static final class FailedAdvice {
    private FailedAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object handler, @Advice.Argument(0) @Nullable Exception cause) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.failed(cause);
      }
    }
  }

  static final class ReleaseAdvice {
    private ReleaseAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object handler) {
      MessageHop hop = MessageHop.of(handler);
      if (hop != null) {
        hop.closed();
        MessageHop.unlink(handler);
      }
    }
  }
}
