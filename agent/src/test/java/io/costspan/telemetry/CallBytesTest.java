package io.costspan.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.SpansMode;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.home.Observed;
import io.costspan.pipeline.Pipeline;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.series.CallSums;
import io.costspan.usage.ModelList;
import io.costspan.wire.Allocation;
import io.costspan.wire.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallBytesTest {
  /** Without the optimizing compiler, which takes a tenth off this. */
  private static final long LIMIT = 2_500;

  private final Receipt receipt = new Receipt();

  @Test
  void end_callWithMetricsSpanAndReceipt_allocatesLittleOnTheCallersThread() {
    Catalog catalog = Catalog.bundled();
    Exchanges exchanges = new Exchanges(catalog, pipeline());
    Endpoint endpoint = catalog.endpoint("api.openai.com", 443);
    byte[] request =
        ("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(80)
                + "\"}]}")
            .getBytes(UTF_8);
    byte[] reply =
        ("{\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"message\":{\"content\":\""
                + "word ".repeat(300)
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8372,"
                + "\"completion_tokens\":333,\"total_tokens\":8705,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":7168}}}")
            .getBytes(UTF_8);

    long bytes =
        Allocation.least(
            2000,
            () -> {
              Exchange exchange =
                  exchanges.open(
                      endpoint, Request.of("POST", "/v1/chat/completions", Headers.NONE));
              send(exchange.requestBody("application/json", null), request);
              send(exchange.responseBody(200, Headers.NONE), reply);
            });

    assertThat(receipt.render()).containsPattern("gpt-4o +chat +2000 ");
    assertThat(bytes).isLessThan(LIMIT);
  }

  private Pipeline pipeline() {
    PriceTables prices = PriceTables.bundled();
    prices.current().prepare("openai");
    OwnSpans spans = new OwnSpans(span -> {});
    CallTelemetry telemetry =
        new CallTelemetry(
            new CallMetrics(
                new CallSums(ModelList.NONE, Profiles.DEFAULT.metrics(), OwnerLabels.NONE),
                meters -> {},
                () -> false),
            SpansMode.OWN,
            () -> spans,
            Observed.NOTHING,
            Profiles.DEFAULT.onSpans(),
            Neighbour.NONE);
    Pipeline pipeline = new Pipeline(List.of(receipt));
    pipeline.open(new Rater(prices)::rate, telemetry);
    return pipeline;
  }

  private static void send(BodyTap body, byte[] bytes) {
    body.bytes(bytes, 0, bytes.length);
    body.end();
  }
}
