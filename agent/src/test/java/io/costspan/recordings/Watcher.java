package io.costspan.recordings;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.CallFacts;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows exchanges to an agent's taps. Remembers jobs, as an agent does. */
final class Watcher {
  private static final Instant RECORDED = Instant.parse("2026-08-21T12:00:00Z");

  private final List<Read> reads = new ArrayList<>();
  private final Catalog catalog = Catalog.bundled();
  private final Exchanges exchanges =
      new Exchanges(catalog, start -> (facts, usage) -> reads.add(new Read(facts, usage)));

  /** What came out of an exchange. */
  record Read(CallFacts facts, UsageRecord usage) {}

  boolean knows(Sample sample) {
    return catalog.endpoint(sample.url().getHost(), sample.url().getPort()) != null;
  }

  /**
   * All that came out of the exchange.
   *
   * @param pieces lengths in which bodies come, over and over
   */
  List<Read> watch(Sample sample, List<Integer> pieces) {
    reads.clear();
    Endpoint endpoint = catalog.endpoint(sample.url().getHost(), sample.url().getPort());
    Exchange exchange =
        endpoint == null
            ? null
            : exchanges.open(
                endpoint,
                new Request(
                    sample.method(),
                    sample.url().getPath(),
                    sample.url().getQuery(),
                    sample.requestHeaders()),
                RECORDED);
    if (exchange != null) {
      String type = sample.requestHeaders().get("content-type");
      String encoding = sample.requestHeaders().get("content-encoding");
      pour(exchange.requestBody(type, encoding), sample.request(), pieces);
      pour(
          exchange.responseBody(sample.status(), sample.responseHeaders()),
          sample.response(),
          pieces);
    }
    return List.copyOf(reads);
  }

  private static void pour(BodyTap tap, byte[] body, List<Integer> pieces) {
    int at = 0;
    for (int piece = 0; at < body.length; piece++) {
      int length = Math.min(body.length - at, pieces.get(piece % pieces.size()));
      tap.bytes(body, at, length);
      at += length;
    }
    tap.end();
  }
}
