package io.costspan.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.io.IOException;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Recorded traffic goes the way of live traffic, from taps to rating. What still disagrees is
 * explained in docs/recordings.md.
 */
class RecordingsTest {
  private static final Instant RECORDED = Instant.parse("2026-08-21T12:00:00Z");

  /** DeepSeek's prices that the oracle knows ended on 2026-08-16. */
  private static final Instant BEFORE_V4_ROSE = Instant.parse("2026-08-15T12:00:00Z");

  private final Catalog catalog = Catalog.bundled();
  private final Catalog unlisted = Catalog.unlisted();
  private final Pipeline pipeline = new Pipeline(List.of(call -> rated = call));
  private final Exchanges exchanges = new Exchanges(catalog, pipeline);
  private @Nullable RatedCall rated;

  @Test
  void rate_recordedTraffic_agreesWithTheOracle() throws IOException {
    Recordings recordings = Recordings.find();
    assumeTrue(recordings != null, "no folder ../shared/recordings beside the project");
    pipeline.open(new Rater(PriceTables.bundled())::rate, Telemetry.NONE);
    Judge judge = new Judge();

    for (Recording recording : recordings.all()) {
      judge.judge(recording, rate(recording));
    }

    assertThat(judge.wronglyBilled).isEmpty();
    assertThat(judge.usageShare())
        .as("usage agreement, %%: %s", judge.disagreements)
        .isGreaterThanOrEqualTo(new BigDecimal("99.85"));
    assertThat(judge.priceShare())
        .as("money agreement, %%: %s", judge.disagreements)
        .isGreaterThanOrEqualTo(new BigDecimal("99.7"));
  }

  /** As the command line does it: what no file lists is told by its path and its usage. */
  private @Nullable RatedCall rate(Recording recording) throws MalformedURLException {
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
