package io.costspan.pipeline;

import java.math.BigDecimal;
import java.util.Map;

/** A logical request that has spent nothing. */
public final class NoRequest implements LogicalRequest {
  @Override
  public Map<String, BigDecimal> spent() {
    return Map.of();
  }

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
