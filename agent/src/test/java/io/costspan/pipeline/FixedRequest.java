package io.costspan.pipeline;

import java.math.BigDecimal;
import java.util.Map;

/** A logical request that has spent that much, whatever belongs to it. */
public record FixedRequest(Map<String, BigDecimal> spent) implements LogicalRequest {
  @Override
  public long unrated() {
    return 0;
  }

  @Override
  public int begun() {
    return 0;
  }

  @Override
  public void ended(int begun, RatedCall call) {}
}
