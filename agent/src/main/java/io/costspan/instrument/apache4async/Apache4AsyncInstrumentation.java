package io.costspan.instrument.apache4async;

import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Gate;
import io.costspan.exchange.MessageHop;
import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.Refuses;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.NHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Each request is submitted to a connection of the client's core (4.4), which makes an encoder for
 * its body and a decoder for that of the reply. They are below all that the application can add,
 * and nothing is put in between.
 */
public final class Apache4AsyncInstrumentation implements ClientInstrumentation {
  private static final String PACKAGE = "org.apache.http.impl.nio.";
  private static final String CONNECTION = PACKAGE + "DefaultNHttpClientConnection";
  private static final String BASE = PACKAGE + "NHttpConnectionBase";
  private static final String[] ENCODERS = {
    PACKAGE + "codecs.LengthDelimitedEncoder",
    PACKAGE + "codecs.ChunkEncoder",
    PACKAGE + "codecs.IdentityEncoder"
  };
  private static final String[] DECODERS = {
    PACKAGE + "codecs.LengthDelimitedDecoder",
    PACKAGE + "codecs.ChunkDecoder",
    PACKAGE + "codecs.IdentityDecoder"
  };
  private static final String[] BETWEEN_FILES = {
    ENCODERS[0], ENCODERS[2], DECODERS[0], DECODERS[2]
  };

  @Override
  public String client() {
    return "Apache HttpAsyncClient 4";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("setRoute").and(takesArguments(1)), "CallAdvice"),
        new Hook(named("requestConnection").and(takesArguments(0)), "RefuseAdvice"),
        new Hook(named("submitRequest").and(takesArguments(1)), "SubmitAdvice").in(CONNECTION),
        new Hook(named("prepareEncoder").and(takesArguments(1)), "EncoderAdvice").in(BASE),
        new Hook(named("write").and(takesArguments(ByteBuffer.class)), "WriteAdvice").in(ENCODERS),
        new Hook(
                named("transfer").and(takesArguments(FileChannel.class, long.class, long.class)),
                "TransferAdvice")
            .in(BETWEEN_FILES),
        new Hook(named("resetOutput").and(takesArguments(0)), "SentAdvice").in(CONNECTION),
        new Hook(named("prepareDecoder").and(takesArguments(1)), "DecoderAdvice").in(BASE),
        new Hook(named("read").and(takesArguments(ByteBuffer.class)), "ReadAdvice").in(DECODERS),
        new Hook(named("resetInput").and(takesArguments(0)), "ReceivedAdvice").in(CONNECTION),
        new Hook(namedOneOf("close", "shutdown").and(takesArguments(0)), "CloseAdvice").in(BASE));
  }

  /**
   * In {@code AbstractClientExchangeHandler}: what surrounds a call is known only to the thread
   * that makes it, and which decides on the first route.
   */
  static final class CallAdvice {
    private CallAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object call, @Advice.Argument(0) @Nullable HttpRoute route) {
      if (route != null) {
        Apache4AsyncHop.surround(call, route.getTargetHost());
      }
    }
  }

  /** In the same class, before a connection is asked for; the client fails the call with it. */
  static final class RefuseAdvice {
    private RefuseAdvice() {}

    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This Object call,
        @Advice.FieldValue("routeRef") AtomicReference<HttpRoute> route,
        @Advice.FieldValue("requestRef") AtomicReference<HttpRequestWrapper> request) {
      return Gate.mayRefuse() ? Apache4AsyncHop.refuse(call, route.get(), request.get()) : null;
    }
  }

  /** In {@code DefaultNHttpClientConnection}. */
  static final class SubmitAdvice {
    private SubmitAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This NHttpConnection connection,
        @Advice.Argument(0) @Nullable HttpRequest request) {
      if (request != null) {
        Apache4AsyncHop.begin(connection, request);
      }
    }
  }

  /** In {@code NHttpConnectionBase}. */
  static final class EncoderAdvice {
    private EncoderAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object connection,
        @Advice.FieldValue("contentEncoder") @Nullable Object encoder) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null && encoder != null) {
        hop.link(encoder);
      }
    }
  }

  /** In encoders. */
  static final class WriteAdvice {
    private WriteAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static int enter(@Advice.Argument(0) @Nullable ByteBuffer source) {
      return source == null ? 0 : source.position();
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object encoder,
        @Advice.Argument(0) @Nullable ByteBuffer source,
        @Advice.Enter int from) {
      MessageHop hop = MessageHop.of(encoder);
      if (hop != null && source != null) {
        hop.request().bytes(BodyTap.passed(source, from));
      }
    }
  }

  /** In encoders and decoders: from a file to the connection, or the other way. */
  static final class TransferAdvice {
    private TransferAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object codec, @Advice.Thrown @Nullable Throwable thrown) {
      MessageHop hop = MessageHop.of(codec);
      if (hop == null) {
        return;
      }
      if (codec instanceof ContentDecoder decoder) {
        Apache4AsyncHop.received(hop, decoder, thrown);
      } else {
        hop.requestUnseen();
      }
    }
  }

  /** In {@code DefaultNHttpClientConnection}. */
  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object connection) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null) {
        hop.request().end();
      }
    }
  }

  /** In {@code NHttpConnectionBase}. */
  static final class DecoderAdvice {
    private DecoderAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object connection,
        @Advice.FieldValue("contentDecoder") @Nullable Object decoder,
        @Advice.Argument(0) HttpMessage response) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null && decoder != null) {
        Apache4AsyncHop.answered(hop, response);
        hop.link(decoder);
      }
    }
  }

  /** In decoders. */
  static final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static int enter(@Advice.Argument(0) @Nullable ByteBuffer target) {
      return target == null ? 0 : target.position();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object decoder,
        @Advice.Argument(0) @Nullable ByteBuffer target,
        @Advice.Enter int from,
        @Advice.Thrown @Nullable Throwable thrown) {
      MessageHop hop = MessageHop.of(decoder);
      if (hop == null || target == null) {
        return;
      }
      hop.response().bytes(BodyTap.passed(target, from));
      Apache4AsyncHop.received(hop, (ContentDecoder) decoder, thrown);
    }
  }

  /** In {@code DefaultNHttpClientConnection}: a reply is over, with or without a body. */
  static final class ReceivedAdvice {
    private ReceivedAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object connection) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null) {
        Apache4AsyncHop.complete(hop, (NHttpConnection) connection);
      }
    }
  }

  /** In {@code NHttpConnectionBase}. */
  static final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object connection) {
      MessageHop hop = MessageHop.of(connection);
      if (hop != null) {
        hop.closed();
        MessageHop.unlink(connection);
      }
    }
  }
}
