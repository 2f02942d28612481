package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;

/** An operation for which a provider file says how to read usage. */
record ReadOperation(String provider, String name, LazyRules rules) implements Operation {
  /** What only asks how a job goes, or for its result, begins nothing. */
  @Override
  public boolean mayCost(Request request) {
    return !(request.isBodiless() && rules.get().isAboutJobs());
  }

  @Override
  public UsageReader start(CallUrl url, RequestHead head) {
    return rules.get().start(provider, name, url, head);
  }
}
