package io.costspan.recordings;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.wire.Headers;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes recorded traffic the way of live traffic, from taps to rating. */
public final class ReplayedTraffic {
  private static final Instant RECORDED = Instant.parse("2026-08-21T12:00:00Z");

  /** DeepSeek's prices that the oracle knows ended on 2026-08-16. */
  private static final Instant BEFORE_V4_ROSE = Instant.parse("2026-08-15T12:00:00Z");

  private final Catalog catalog = Catalog.bundled();
  private final Catalog unlisted = Catalog.unlisted();
  private final Pipeline pipeline = new Pipeline(List.of(call -> rated = call));
  private final Exchanges exchanges = new Exchanges(catalog, pipeline);
  private @Nullable RatedCall rated;

  public ReplayedTraffic() {
    pipeline.open(new Rater(PriceTables.bundled())::rate, Telemetry.NONE);
  }

  /** As the command line does it: what no file lists is told by its path and its usage. */
  public @Nullable RatedCall rate(Recording recording) throws MalformedURLException {
    RatedCall listed = rate(recording, catalog);
    if (listed != null) {
      return listed;
    }
    RatedCall guessed = rate(recording, unlisted);
    return guessed == null || guessed.usage().quantities().isEmpty() ? null : guessed;
  }

  private @Nullable RatedCall rate(Recording recording, Catalog where)
      throws MalformedURLException {
    rated = null;
    Exchange exchange = open(recording, where);
    if (exchange != null) {
      Headers request = recording.headers("request_headers");
      pour(exchange.requestBody(request.get("content-type"), null), recording.body("request_body"));
      pour(
          exchange.responseBody(recording.status(), recording.headers("response_headers")),
          recording.body("response_body"));
    }
    return rated;
  }

  private @Nullable Exchange open(Recording recording, Catalog where) throws MalformedURLException {
    URL url = new URL(recording.text("url"));
    Endpoint endpoint = where.endpoint(url.getHost(), url.getPort());
    return endpoint == null
        ? null
        : exchanges.open(
            endpoint,
            new Request(
                recording.text("method"),
                url.getPath(),
                url.getQuery(),
                recording.headers("request_headers")),
            "deepseek".equals(recording.text("provider")) ? BEFORE_V4_ROSE : RECORDED);
  }

  private static void pour(BodyTap tap, byte[] body) {
    tap.bytes(body, 0, body.length);
    tap.end();
  }
}
