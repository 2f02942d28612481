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
    URI uri = request instanceof HttpUriRequest asked ? asked.getURI() : null;
    if (target != null) {
      String path = uri == null ? null : uri.getRawPath();
      return Gate.endpoint(target.getSchemeName(), target.getHostName(), target.getPort(), path);
    }
    return uri == null
        ? null
        : Gate.endpoint(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
  }

  /** The same for a hook besides the one that opens the call. */
  static @Nullable Endpoint glance(@Nullable HttpHost target, HttpRequest request) {
    if (target != null) {
      return Gate.glance(target.getHostName(), target.getPort());
    }
    URI uri = request instanceof HttpUriRequest asked ? asked.getURI() : null;
    return uri == null ? null : Gate.glance(uri.getHost(), uri.getPort());
  }
}
