package io.costspan.it.client;

import io.costspan.it.client.Client.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The body of an application's request, in one piece, which shows to whom it goes. */
final class AwsContent implements SdkHttpContentPublisher {
  final List<String> shown = new ArrayList<>();
  private final Content content;

  AwsContent(Content content) {
    this.content = content;
  }

  @Override
  public Optional<Long> contentLength() {
    return content.streams()
        ? Optional.empty()
        : Optional.of(content == Content.NONE ? 0L : content.bytes().length);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    shown.add(subscriber.toString().split("@")[0]);
    subscriber.onSubscribe(
        new Subscription() {
          private boolean sent;

          @Override
          public void request(long count) {
            if (sent) {
              return;
            }
            sent = true;
            if (content != Content.NONE) {
              subscriber.onNext(ByteBuffer.wrap(content.bytes()));
            }
            subscriber.onComplete();
          }

          @Override
          public void cancel() {
            sent = true;
          }
        });
  }
}
