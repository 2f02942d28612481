package io.costspan.instrument.awssdk2;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.ClientCall;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.Links;
import io.costspan.exchange.StreamHop;
import io.costspan.provider.Endpoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One attempt of an AI call by the synchronous client on AWS's native code. Everything that the SDK
 * or the application gets of it is the client's own.
 */
final class AwsCrtCall {
  /** Requests to AI endpoints, by the client's own object for the attempt. */
  private static final Links<SdkHttpRequest> PREPARED = new Links<>();

  private AwsCrtCall() {}

  static void prepare(Object prepared, HttpExecuteRequest request) {
    if (AwsHeads.endpoint(request.httpRequest()) != null) {
      PREPARED.put(prepared, request.httpRequest());
    }
  }

  /** See {@link ClientCall#begin(Endpoint, Request, HeldBody)}. */
  static @Nullable Object begin(Object prepared) {
    SdkHttpRequest request = PREPARED.find(prepared);
    if (request == null) {
      return ClientCall.begin(null);
    }
    PREPARED.remove(prepared);
    Endpoint endpoint = Gate.endpoint(request.host(), request.port());
    Object begun =
        endpoint == null
            ? ClientCall.begin(null)
            : ClientCall.begin(endpoint, AwsHeads.of(request), HeldBody.UNSEEN);
    if (begun instanceof ClientCall call) {
      call.hop(prepared, request.method().name(), AwsHeads.headers(request));
    }
    return begun;
  }

  /**
   * Bytes of a request's body have been written to a buffer of the native code.
   *
   * @param from where they begin
   * @param complete whether nothing more follows
   */
  static void sent(StreamHop hop, ByteBuffer buffer, int from, boolean complete) {
    hop.sending(BodyTap.passed(buffer, from));
    if (complete) {
      hop.sent();
    }
  }

  static void answered(ClientCall call, HttpExecuteResponse response) {
    SdkHttpResponse head = response.httpResponse();
    call.head(head.statusCode(), AwsHeads.headers(head), coding -> null);
    StreamHop hop = call.hop();
    if (hop != null) {
      AbortableInputStream body = response.responseBody().orElse(null);
      if (body == null) {
        hop.responseStream(0, head);
      } else {
        hop.responseStream(length(head), body.delegate());
      }
    }
    call.answered(head.statusCode(), AwsHeads.headers(head), false);
  }

  private static long length(SdkHttpResponse head) {
    String length = head.firstMatchingHeader("Content-Length").orElse(null);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException unknown) {
      return -1;
    }
  }
}
