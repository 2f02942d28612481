package io.costspan.instrument.jdkhttp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What {@link JdkHttpInstrumentation} weaves into the methods that bytes of bodies pass. */
final class JdkBodyAdvice {
  private JdkBodyAdvice() {}

  /** In {@code Http1Request}, to which the subscribers of HTTP/1.1 belong. */
  static final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object request, @Advice.Argument(1) Object on) {
      JdkHttpHop hop = JdkHttpHop.of(on);
      if (hop != null) {
        hop.link(request);
      }
    }
  }

  /** In the JDK's own subscribers to what the application publishes, as are the next three. */
  static final class SubscribedAdvice {
    private SubscribedAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") Object of) {
      JdkHttpHop hop = JdkHttpHop.of(of);
      if (hop != null) {
        hop.subscribed();
      }
    }
  }

  static final class SendingAdvice {
    private SendingAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("this$0") Object of, @Advice.Argument(0) @Nullable ByteBuffer buffer) {
      JdkHttpHop hop = JdkHttpHop.of(of);
      if (hop != null && buffer != null) {
        hop.sending(buffer);
      }
    }
  }

  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") Object of) {
      JdkHttpHop hop = JdkHttpHop.of(of);
      if (hop != null) {
        hop.sent();
      }
    }
  }

  static final class UnsentAdvice {
    private UnsentAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("this$0") Object of, @Advice.Argument(0) @Nullable Throwable cause) {
      JdkHttpHop hop = JdkHttpHop.of(of);
      if (hop != null) {
        hop.unsent(cause);
      }
    }
  }

  /** In {@code Http1Exchange}. */
  static final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object on) {
      return JdkHttpReading.begin(on);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object entered) {
      if (entered instanceof JdkHttpReading reading) {
        reading.end();
      }
    }
  }

  /**
   * In the JDK's own subscribers to the body of a reply of HTTP/1.1, which pass it on to the
   * application's. With HTTP/2, JDK 17 has none.
   */
  static final class SubscriberAdvice {
    private SubscriberAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object subscriber) {
      JdkHttpReading.subscriber(subscriber);
    }
  }

  /** In the same, as are the next two. */
  static final class SubscriptionAdvice {
    private SubscriptionAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object subscriber, @Advice.Argument(0) @Nullable Object subscription) {
      JdkHttpHop hop = JdkHttpHop.of(subscriber);
      if (hop != null && subscription != null) {
        hop.link(subscription);
      }
    }
  }

  static final class ReceivedAdvice {
    private ReceivedAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object subscriber, @Advice.Argument(0) List<ByteBuffer> buffers) {
      JdkHttpHop hop = JdkHttpHop.of(subscriber);
      if (hop != null) {
        hop.received(buffers);
      }
    }
  }

  static final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object subscriber, @Advice.Argument(0) @Nullable Throwable failure) {
      JdkHttpHop hop = JdkHttpHop.of(subscriber);
      if (hop == null) {
        return;
      }
      if (failure == null) {
        hop.complete();
      } else {
        hop.failed(failure);
      }
    }
  }

  /** In what the application cancels: the subscription of HTTP/1.1, or the stream of HTTP/2. */
  static final class CancelAdvice {
    private CancelAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object cancelled) {
      JdkHttpHop hop = JdkHttpHop.of(cancelled);
      if (hop != null) {
        hop.closed();
      }
    }
  }

  /**
   * In {@code Stream}, as are the next two. Frames are seen when they arrive, which is before the
   * application asks for what they bring.
   */
  static final class DataFrameAdvice {
    private DataFrameAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object stream, @Advice.Argument(0) Object frame)
        throws Throwable {
      JdkHttpHop hop = JdkHttpHop.of(stream);
      if (hop == null) {
        return;
      }
      hop.received(JdkInternals.data(frame));
      if (JdkInternals.isLast(frame)) {
        hop.complete();
      }
    }
  }

  static final class CancelForAdvice {
    private CancelForAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object stream, @Advice.Argument(0) @Nullable Throwable cause) {
      JdkHttpHop hop = JdkHttpHop.of(stream);
      if (hop != null) {
        hop.failed(cause);
      }
    }
  }

  /** The server breaks off, of which the JDK tells the application as an {@link IOException}. */
  static final class ResetAdvice {
    private ResetAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object stream) {
      JdkHttpHop hop = JdkHttpHop.of(stream);
      if (hop != null) {
        hop.failed(new IOException());
      }
    }
  }
}
