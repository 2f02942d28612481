package io.costspan.instrument.apache4;

import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** Asks the gate about a request's host without allocating an object. */
final class TargetHost {
  private TargetHost() {}

  static @Nullable Endpoint endpoint(@Nullable HttpHost target, HttpRequest request) {
    if (target != null) {
      return Gate.endpoint(target.getHostName(), target.getPort());
    }
    URI uri = request instanceof HttpUriRequest asked ? asked.getURI() : null;
    return uri == null ? null : Gate.endpoint(uri.getHost(), uri.getPort());
  }
}
