package io.costspan.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the span with which a trace begins tells of all its calls, each name declared once. */
public final class RequestAttributes {
  public static final String COST = "costspan.trace.cost";
  public static final String CURRENCY = "costspan.trace.currency";
  public static final String CALLS = "costspan.trace.calls";
  public static final String UNRATED = "costspan.trace.unrated";
  public static final String DEPTH = "costspan.trace.depth";

  /** With their meanings, in the order of the manual. */
  public static final Map<String, String> MEANINGS = meanings();

  private RequestAttributes() {}

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(
        COST,
        "What the AI calls of the trace have cost so far in this JVM; absent as long as no cost is"
            + " known. (double)");
    meanings.put(
        CURRENCY, "The currency of that amount: that of the first call with a cost. (string)");
    meanings.put(CALLS, "How many AI calls have ended in the trace. (long)");
    meanings.put(
        UNRATED,
        "How many of these are missing in the amount, wholly or in part, because their cost is not"
            + " known or is in another currency. (long)");
    meanings.put(
        DEPTH,
        "The longest chain of calls of which each began after the one before had ended: an agent's"
            + " loop of five turns has 5, five calls at the same time have 1. (long)");
    return meanings;
  }
}
