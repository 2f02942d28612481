package io.costspan.page;

import io.costspan.pipeline.Footprint;
import io.costspan.pipeline.RatedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The calls that ended last, as many as fit into a limit of memory. */
final class LastCalls {
  private static final int MOST = 50;
  private static final long MOST_BYTES = 1 << 20;

  private final Deque<Numbered> calls = new ArrayDeque<>();
  private long ended;
  private long bytes;

  /** A call with its number, from 1. */
  record Numbered(long number, RatedCall call, long bytes) {}

  /** Of the request that it belongs to nothing is kept. */
  synchronized void add(RatedCall call) {
    RatedCall alone =
        new RatedCall(call.facts(), call.usage(), call.rating(), call.span(), call.attribution());
    Numbered last = new Numbered(++ended, alone, Footprint.of(alone));
    calls.add(last);
    bytes += last.bytes;
    while (calls.size() > MOST || bytes > MOST_BYTES) {
      bytes -= calls.remove().bytes;
    }
  }

  /** The latest first. */
  synchronized List<Numbered> latestFirst() {
    List<Numbered> latest = new ArrayList<>(calls);
    Collections.reverse(latest);
    return latest;
  }
}
