package io.costspan.instrument.jdkhttp;

import io.costspan.wire.Headers;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

record JdkHeaders(HttpHeaders headers) implements Headers {
  @Override
  public @Nullable String get(String name) {
    return headers.firstValue(name).orElse(null);
  }
}
