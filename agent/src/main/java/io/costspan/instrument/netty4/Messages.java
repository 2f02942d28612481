package io.costspan.instrument.netty4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;

/** Looks at messages of Netty, none of which is kept or changed. */
final class Messages {
  private Messages() {}

  static void sending(MessageHop hop, Object message) {
    if (message instanceof HttpRequest head && !hop.isBegun()) {
      begin(hop, head);
    }
    show(hop.request(), message);
    if (message instanceof LastHttpContent) {
      hop.request().end();
    } else if (message instanceof FileRegion) {
      hop.requestUnseen();
    }
  }

  private static void begin(MessageHop hop, HttpRequest head) {
    Request request = Request.of(head.method().name(), head.uri(), head.headers()::get);
    boolean isAll = head instanceof FullHttpRequest full && !full.content().isReadable();
    hop.head(request, !(isAll && request.isBodiless()));
  }

  /** Returns whether the reply is complete. */
  static boolean received(MessageHop hop, Object message) {
    if (message instanceof DecoderResultProvider decoded && decoded.decoderResult().isFailure()) {
      hop.failed(decoded.decoderResult().cause());
      return true;
    }
    if (message instanceof HttpResponse head) {
      hop.answered(head.status().code(), head.headers()::get);
    }
    boolean isLast = message instanceof LastHttpContent;
    if (!hop.isAnswered()) {
      // So ends an interim reply, or one that is of no interest.
      return isLast && !hop.isBegun();
    }
    show(hop.response(), message);
    if (isLast) {
      hop.response().end();
    }
    return isLast;
  }

  private static void show(BodyTap tap, Object message) {
    ByteBuf bytes =
        message instanceof ByteBufHolder holder
            ? holder.content()
            : message instanceof ByteBuf content ? content : null;
    if (tap == BodyTap.NONE || bytes == null || !bytes.isReadable()) {
      return;
    }
    if (bytes.hasArray()) {
      tap.bytes(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
    } else if (bytes.nioBufferCount() == 1) {
      tap.bytes(bytes.nioBuffer());
    } else {
      for (ByteBuffer part : bytes.nioBuffers()) {
        tap.bytes(part);
      }
    }
  }
}
