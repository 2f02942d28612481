package io.costspan.instrument.awssdk2;

import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.provider.Endpoint;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * One attempt of an AI call by an asynchronous client. The client is given a copy of the request,
 * in which body and handler are watched.
 */
final class AwsAsyncCall {
  /** What a request tells, and what a copy of it is therefore given. */
  private static final int KNOWN_PROPERTIES = 6;

  private AwsAsyncCall() {}

  /**
   * @param request the class of requests
   * @throws IllegalStateException if a copy of a request would be incomplete, because this version
   *     of the SDK has added something to requests
   */
  static void check(Class<?> request) {
    long properties =
        Arrays.stream(request.getDeclaredMethods()).filter(AwsAsyncCall::isProperty).count();
    if (properties != KNOWN_PROPERTIES) {
      throw new IllegalStateException("a request has " + properties + " properties");
    }
  }

  private static boolean isProperty(Method method) {
    return method.getParameterCount() == 0
        && Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers());
  }

  /**
   * Opens a call; null unless the request is an AI call.
   *
   * @return the request to continue with, and the exchange
   */
  static Object @Nullable [] open(AsyncExecuteRequest request) {
    Endpoint endpoint = AwsHeads.endpoint(request.request());
    if (endpoint == null || request.responseHandler() == null) {
      return null;
    }
    Exchange exchange = Gate.open(endpoint, AwsHeads.of(request.request()));
    return exchange == null ? null : new Object[] {watched(request, exchange), exchange};
  }

  /**
   * Fails a call that may not be sent as the client would: it tells the handler, and then returns a
   * future that has failed with the same exception.
   */
  static @Nullable CompletableFuture<Void> refuse(AsyncExecuteRequest request) {
    Endpoint endpoint = AwsHeads.endpoint(request.request());
    IOException refusal =
        endpoint == null
            ? null
            : Gate.refuse(endpoint, AwsHeads.of(request.request()), null, HeldBody.UNSEEN);
    if (refusal == null) {
      return null;
    }
    if (request.responseHandler() != null) {
      tell(request, refusal);
    }
    return CompletableFuture.failedFuture(refusal);
  }

  /** What the SDK's handler throws is no reason to send the request after all. */
  private static void tell(AsyncExecuteRequest request, IOException refusal) {
    try {
      request.responseHandler().onError(refusal);
    } catch (Throwable ofHandler) {
      refusal.addSuppressed(ofHandler);
    }
  }

  private static AsyncExecuteRequest watched(AsyncExecuteRequest request, Exchange exchange) {
    return AsyncExecuteRequest.builder()
        .request(request.request())
        .requestContentPublisher(body(request, exchange))
        .responseHandler(new AwsResponseTap(request.responseHandler(), exchange))
        .metricCollector(request.metricCollector().orElse(null))
        .fullDuplex(request.fullDuplex())
        .httpExecutionAttributes(request.httpExecutionAttributes())
        .build();
  }

  private static @Nullable SdkHttpContentPublisher body(
      AsyncExecuteRequest request, Exchange exchange) {
    SdkHttpContentPublisher body = request.requestContentPublisher();
    if (body == null) {
      return null;
    }
    if (request.fullDuplex()) {
      exchange.requestUnseen();
      return body;
    }
    return new AwsRequestTap(body, exchange, AwsHeads.headers(request.request()));
  }
}
