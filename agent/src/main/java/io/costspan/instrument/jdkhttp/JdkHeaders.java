package io.costspan.instrument.jdkhttp;

import io.costspan.wire.Headers;
import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

record JdkHeaders(HttpHeaders headers) implements Headers {
  @Override
  public @Nullable String get(String name) {
    // The first value alone costs a stream.
    List<String> values = headers.allValues(name);
    return values.isEmpty() ? null : values.get(0);
  }
}
