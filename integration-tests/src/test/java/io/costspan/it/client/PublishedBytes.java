package io.costspan.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;

/** What a publisher sends, one piece at a time, as a stream that is closed by cancelling it. */
final class PublishedBytes extends InputStream implements Subscriber<byte[]> {
  private static final Object END = new Object();

  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private volatile Subscription subscription;
  private byte[] piece = {};
  private int position;
  private Object end;

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(byte[] bytes) {
    arrived.add(bytes);
  }

  @Override
  public void onError(Throwable cause) {
    arrived.add(cause);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (position == piece.length && end == null) {
      next();
    }
    if (position < piece.length) {
      int count = Math.min(length, piece.length - position);
      System.arraycopy(piece, position, target, offset, count);
      position += count;
      return count;
    }
    if (end instanceof IOException cause) {
      throw cause;
    }
    if (end instanceof Throwable cause) {
      throw new IOException(cause);
    }
    return -1;
  }

  private void next() throws IOException {
    Object next;
    try {
      next = arrived.take();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (next instanceof byte[] bytes) {
      piece = bytes;
      position = 0;
      subscription.request(1);
    } else {
      end = next;
    }
  }

  @Override
  public void close() {
    if (end == null && subscription != null) {
      subscription.cancel();
      arrived.add(new IOException("closed"));
    }
  }
}
