package io.costspan.instrument.netty4;

import io.costspan.exchange.MessageHop;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** What {@code MessageHooks} names. */
final class MessageAdvice {
  private MessageAdvice() {}

  static final class SendAdvice {
    private SendAdvice() {}

    /** Before, because whoever gets the message releases it. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
      MessageHop hop = MessageHop.of(context.channel());
      if (hop != null) {
        Messages.sending(hop, message);
      }
    }
  }

  static final class ReceiveAdvice {
    private ReceiveAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(
        @Advice.This Object receiver,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) Object message) {
      MessageHop hop = MessageHop.of(receiver);
      if (hop != null && Messages.received(hop, message)) {
        MessageHop.unlink(receiver);
        MessageHop.unlink(context.channel());
      }
    }
  }
}
