package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A body that one of the JDK's own publishers holds, as a text or an array: whoever subscribes is
 * given all of it at once, on the same thread. Those of the application, and of its streams, files
 * and iterables, are not subscribed to behind its back.
 */
record HeldPublisher(HttpRequest request) implements HeldBody {
  private static final String OWN = "jdk.internal.net.http.RequestPublishers$";
  private static final Set<String> HOLDING =
      Set.of(OWN + "ByteArrayPublisher", OWN + "StringPublisher");

  static boolean holds(BodyPublisher publisher) {
    return HOLDING.contains(publisher.getClass().getName());
  }

  @Override
  public boolean show(BodyTap tap) {
    BodyPublisher publisher = request.bodyPublisher().orElse(null);
    if (publisher == null || !holds(publisher) || !HeldBody.isFit(publisher.contentLength())) {
      return false;
    }
    Shown shown = new Shown(tap);
    publisher.subscribe(shown);
    return shown.complete;
  }

  private static final class Shown implements Subscriber<ByteBuffer> {
    private final BodyTap tap;
    private boolean complete;

    Shown(BodyTap tap) {
      this.tap = tap;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      tap.bytes(bytes);
    }

    @Override
    public void onError(@Nullable Throwable cause) {}

    @Override
    public void onComplete() {
      complete = true;
    }
  }
}
