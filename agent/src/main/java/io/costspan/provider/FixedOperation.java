package io.costspan.provider;

import io.costspan.reading.FixedReader;
import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;
import org.jspecify.annotations.Nullable;

/**
 * An operation from which nothing is read.
 *
 * @param free why it is not billed, null if it is not known what the operation does
 */
record FixedOperation(String provider, String name, @Nullable String free) implements Operation {
  @Override
  public boolean mayCost(Request request) {
    return free == null;
  }

  @Override
  public UsageReader start(CallUrl url, RequestHead head) {
    return new FixedReader(provider, name, free, url);
  }
}
