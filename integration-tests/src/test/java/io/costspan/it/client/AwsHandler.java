package io.costspan.it.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** An application's handler of a response, which shows what it is given. */
final class AwsHandler implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
  private static final int AT_ONCE = 4;

  final CompletableFuture<SdkHttpResponse> head = new CompletableFuture<>();
  final Received body = new Received(this::cancel);
  final List<String> shown = new ArrayList<>();
  private SdkHttpResponse response;
  private volatile Subscription subscription;

  @Override
  public void onHeaders(SdkHttpResponse response) {
    this.response = response;
    shown.add(response.getClass().getName());
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    shown.add(stream.toString().split("@")[0]);
    stream.subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    shown.add(subscription.getClass().getName());
    this.subscription = subscription;
    body.whenRead(count -> subscription.request(1));
    subscription.request(AT_ONCE);
    head.complete(response);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    body.add(bytes);
  }

  @Override
  public void onComplete() {
    body.end();
  }

  /** Of the stream or of the call: a client may tell only one of them. */
  @Override
  public void onError(Throwable failure) {
    head.completeExceptionally(failure);
    body.fail(failure instanceof Exception known ? known : new IllegalStateException(failure));
  }

  private void cancel() {
    subscription.cancel();
  }
}
