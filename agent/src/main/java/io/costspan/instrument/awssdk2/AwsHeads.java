package io.costspan.instrument.awssdk2;

import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpHeaders;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The heads of messages, as the SDK's clients are told and tell them. */
final class AwsHeads {
  private AwsHeads() {}

  /** The AI endpoint to which a request goes, or null. */
  static @Nullable Endpoint endpoint(SdkHttpRequest request) {
    return Gate.endpoint(request.protocol(), request.host(), request.port(), request.encodedPath());
  }

  static Request of(SdkHttpRequest request) {
    String path = request.encodedPath();
    return new Request(
        request.method().name(),
        path.isEmpty() ? "/" : path,
        request.encodedQueryParameters().orElse(null),
        headers(request));
  }

  static Headers headers(SdkHttpHeaders message) {
    return name -> message.firstMatchingHeader(name).orElse(null);
  }
}
