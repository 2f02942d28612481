package io.costspan.instrument.httpurlconnection;

import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.Gate;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.instrument.Refuses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own connection, which is the delegate of the one for https as well. It writes each
 * request in {@code writeRequests}, follows redirects and logs in within {@code getInputStream0},
 * and reads and writes bodies by streams of its own, all of which are the same in JDK 17 to 25.
 */
public final class HttpUrlConnectionInstrumentation implements ClientInstrumentation {
  private static final String CONNECTION = "sun.net.www.protocol.http.HttpURLConnection";
  private static final String OUTPUT = CONNECTION + "$StreamingOutputStream";
  private static final String INPUT = CONNECTION + "$HttpInputStream";

  @Override
  public String client() {
    return "HttpURLConnection";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("connect").and(takesArguments(0)), "ConnectAdvice")
            .in(CONNECTION, "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection"),
        new Hook(
                named("plainConnect").and(takesArguments(0)).and(isDeclaredBy(named(CONNECTION))),
                "RefuseAdvice")
            .in(CONNECTION),
        // First of all, so that what is refused is not begun.
        new Hook(named("writeRequests").and(takesArguments(0)), "RefuseBodyAdvice").in(CONNECTION),
        new Hook(named("writeRequests").and(takesArguments(0)), "SendAdvice").in(CONNECTION),
        new Hook(named("getOutputStream0").and(takesArguments(0)), "OutputAdvice").in(CONNECTION),
        new Hook(named("getInputStream0").and(takesArguments(0)), "ReplyAdvice").in(CONNECTION),
        new Hook(named("disconnect").and(takesArguments(0)), "DisconnectAdvice").in(CONNECTION),
        new Hook(method("write", OUTPUT).and(takesArguments(int.class)), "WriteOne").in(OUTPUT),
        new Hook(method("write", OUTPUT).and(takesArguments(3)), "Write").in(OUTPUT),
        new Hook(method("close", OUTPUT), "CloseOutput").in(OUTPUT),
        new Hook(method("read", INPUT).and(takesArguments(3)), "Read").in(INPUT),
        new Hook(method("mark", INPUT), "Mark").in(INPUT),
        new Hook(method("reset", INPUT), "Reset").in(INPUT),
        new Hook(method("close", INPUT), "CloseInput").in(INPUT));
  }

  private static MethodMatch method(String name, String type) {
    return named(name).and(isDeclaredBy(named(type)));
  }

  /** In both connections: that for https has a method of its own. */
  static final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This HttpURLConnection connection, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null && UrlCall.of(connection) == null && UrlCall.refusal(connection) == null) {
        UrlCall.unconnected(connection, thrown);
      }
    }
  }

  /** Before anything is connected, for either connection; also for those that are already. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue(value = "chunkLength", declaringType = HttpURLConnection.class)
            int chunkLength,
        @Advice.FieldValue(value = "fixedContentLength", declaringType = HttpURLConnection.class)
            int fixedLength,
        @Advice.FieldValue(
                value = "fixedContentLengthLong",
                declaringType = HttpURLConnection.class)
            long fixedLengthLong) {
      boolean streams = chunkLength != -1 || fixedLength != -1 || fixedLengthLong != -1;
      return Gate.mayRefuse() ? UrlCall.refuse(connection, streams) : null;
    }
  }

  /** Where the body is complete, and the connection is about to send it. */
  static final class RefuseBodyAdvice {
    private RefuseBodyAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("poster") @Nullable ByteArrayOutputStream body) {
      return Gate.mayRefuse() ? UrlCall.refuse(connection, body) : null;
    }
  }

  /** Once for each request that is sent, but again if it could not be written. */
  static final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This HttpURLConnection connection) {
      return UrlCall.hop(connection);
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("poster") @Nullable ByteArrayOutputStream body)
        throws IOException {
      if (entered instanceof UrlCall call) {
        call.sent(connection, body);
      }
    }
  }

  static final class OutputAdvice {
    private OutputAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This HttpURLConnection connection, @Advice.Thrown @Nullable Throwable thrown) {
      UrlCall call = UrlCall.of(connection);
      if (call == null) {
        return;
      }
      if (thrown == null) {
        call.streams();
      } else {
        call.failed(connection, thrown);
      }
    }
  }

  /**
   * Everything that asks for the reply comes here. While a reply is dealt with, and once the
   * application has it, the connection has a stream already.
   */
  static final class ReplyAdvice {
    private ReplyAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static boolean enter(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("inputStream") @Nullable InputStream reply) {
      UrlCall call = reply == null ? UrlCall.of(connection) : null;
      if (call != null) {
        call.awaited();
      }
      return reply == null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter boolean first,
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue(value = "responseCode", declaringType = HttpURLConnection.class)
            int status,
        @Advice.FieldValue("cachedInputStream") @Nullable InputStream cached,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (!first) {
        return;
      }
      UrlCall call = UrlCall.of(connection);
      if (call == null && cached != null) {
        UrlCall.cached(connection);
      } else if (call != null && cached == null) {
        call.replied(connection, status, thrown);
      }
    }
  }

  /** What has a stream closes it. */
  static final class DisconnectAdvice {
    private DisconnectAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This HttpURLConnection connection) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.disconnected(connection);
      }
    }
  }

  static final class WriteOne {
    private WriteOne() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") HttpURLConnection connection, @Advice.Argument(0) int value) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.sending(new byte[] {(byte) value}, 0, 1);
      }
    }
  }

  static final class Write {
    private Write() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") HttpURLConnection connection,
        @Advice.Argument(0) byte[] source,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.sending(source, offset, length);
      }
    }
  }

  static final class CloseOutput {
    private CloseOutput() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("this$0") HttpURLConnection connection) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.sent();
      }
    }
  }

  /** All other ways to read and to skip come here. */
  static final class Read {
    private Read() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") HttpURLConnection connection,
        @Advice.Argument(0) byte[] target,
        @Advice.Argument(1) int offset,
        @Advice.Return int count,
        @Advice.Thrown @Nullable Throwable thrown) {
      UrlCall call = UrlCall.of(connection);
      if (call == null) {
        return;
      }
      if (thrown == null) {
        call.received(connection, target, offset, count);
      } else {
        call.broken(connection, thrown);
      }
    }
  }

  static final class Mark {
    private Mark() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("this$0") HttpURLConnection connection) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.marked();
      }
    }
  }

  static final class Reset {
    private Reset() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("this$0") HttpURLConnection connection) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.reset();
      }
    }
  }

  static final class CloseInput {
    private CloseInput() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") HttpURLConnection connection) {
      UrlCall call = UrlCall.of(connection);
      if (call != null) {
        call.closed(connection);
      }
    }
  }
}
