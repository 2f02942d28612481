package io.costspan.pipeline;

import java.math.BigDecimal;
import java.util.Map;

/**
 * One logical request of the application, such as the run of an agent or a turn of a chat, and what
 * its AI calls have cost so far. Safe to use from any thread; nothing here throws or blocks.
 */
public interface LogicalRequest {
  /**
   * What the calls that have ended have cost, by currency. A call that ends counts before outputs
   * see it.
   */
  Map<String, BigDecimal> spent();

  /** How many of these calls have a cost that is not known, or not completely. */
  long unrated();

  /**
   * A call begins in it.
   *
   * @return what {@link #ended} wants to know of it
   */
  int begun();

  /** A call that began in it has ended. */
  void ended(int begun, RatedCall call);
}
