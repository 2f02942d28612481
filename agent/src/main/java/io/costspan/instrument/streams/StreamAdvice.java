package io.costspan.instrument.streams;

import io.costspan.exchange.StreamHop;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What {@code StreamHooks} names. */
final class StreamAdvice {
  private StreamAdvice() {}

  /** In a connection, or in the serializer of the old client. */
  static final class RequestStreamAdvice {
    private RequestStreamAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.Return Object stream) {
      StreamHop hop = StreamHop.current();
      if (hop != null) {
        hop.requestStream(stream);
      }
    }
  }

  static final class SentAdvice {
    private SentAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit() {
      StreamHop hop = StreamHop.current();
      if (hop != null) {
        hop.sent();
      }
    }
  }

  static final class ResponseStreamAdvice {
    private ResponseStreamAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) long length, @Advice.Return Object stream) {
      StreamHop hop = StreamHop.current();
      if (hop != null) {
        hop.responseStream(length, stream);
      }
    }
  }

  static final class CloseConnectionAdvice {
    private CloseConnectionAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object connection) {
      StreamHop.closing(connection);
    }
  }

  static final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object stream,
        @Advice.Argument(0) byte[] target,
        @Advice.Argument(1) int offset,
        @Advice.Return int count,
        @Advice.Thrown @Nullable Throwable thrown) {
      StreamHop hop = StreamHop.of(stream);
      if (hop == null) {
        return;
      }
      if (thrown == null) {
        hop.received(stream, target, offset, count);
      } else {
        hop.failed(stream, thrown);
      }
    }
  }

  /** Where this does not come to the one above. */
  static final class ReadArrayAdvice {
    private ReadArrayAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object stream,
        @Advice.Argument(0) byte[] target,
        @Advice.Return int count,
        @Advice.Thrown @Nullable Throwable thrown) {
      ReadAdvice.exit(stream, target, 0, count, thrown);
    }
  }

  static final class ReadOneAdvice {
    private ReadOneAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object stream,
        @Advice.Return int value,
        @Advice.Thrown @Nullable Throwable thrown) {
      StreamHop hop = StreamHop.of(stream);
      if (hop == null) {
        return;
      }
      if (thrown == null) {
        hop.received(stream, new byte[] {(byte) value}, 0, value < 0 ? -1 : 1);
      } else {
        hop.failed(stream, thrown);
      }
    }
  }

  /** At the exit, because closing reads what is left. */
  static final class CloseInputAdvice {
    private CloseInputAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object stream) {
      StreamHop hop = StreamHop.of(stream);
      if (hop != null) {
        hop.closed(stream, true);
      }
    }
  }

  static final class WriteAdvice {
    private WriteAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Object stream,
        @Advice.Argument(0) byte[] source,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      StreamHop hop = StreamHop.of(stream);
      if (hop != null) {
        hop.sending(source, offset, length);
      }
    }
  }

  static final class WriteOneAdvice {
    private WriteOneAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object stream, @Advice.Argument(0) int value) {
      StreamHop hop = StreamHop.of(stream);
      if (hop != null) {
        hop.sending(new byte[] {(byte) value}, 0, 1);
      }
    }
  }

  static final class CloseOutputAdvice {
    private CloseOutputAdvice() {}

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object stream) {
      StreamHop hop = StreamHop.of(stream);
      if (hop != null) {
        hop.closed(stream, false);
      }
    }
  }
}
