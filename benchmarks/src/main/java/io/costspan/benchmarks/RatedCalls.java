package io.costspan.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.config.Config;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.owner.Owners;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.wire.Headers;
import java.util.List;
import java.util.Map;

/** Whole AI calls, from before they are sent until they are rated, without telemetry. */
final class RatedCalls {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Headers HEAD = name -> name.equals("x-team") ? "search" : null;

  private final Endpoint endpoint;
  private final Exchanges exchanges;
  private final byte[] request = "{\"model\":\"gpt-4o\",\"messages\":[]}".getBytes(UTF_8);
  private final byte[] reply =
      "{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":8372,\"completion_tokens\":333}}"
          .getBytes(UTF_8);

  RatedCalls(Config config, List<CallOutput> outputs) {
    PriceTables prices = PriceTables.bundled();
    prices.current().prepare("openai");
    Pipeline pipeline = new Pipeline(outputs);
    pipeline.open(new Rater(prices)::rate, Telemetry.NONE);
    Catalog catalog = Catalog.bundled();
    exchanges = new Exchanges(catalog, pipeline);
    exchanges.attribute(Owners.of(config, Map.of()));
    endpoint = catalog.endpoint("api.openai.com", 443);
    Gate.install(exchanges);
  }

  Exchanges exchanges() {
    return exchanges;
  }

  /**
   * @param surroundings what was noticed before, or null
   */
  Exchange call(Object surroundings) {
    Request head = Request.of("POST", "/v1/chat/completions", HEAD);
    Exchange exchange = (Exchange) Gate.admit(endpoint, head, surroundings, HeldBody.UNSEEN);
    BodyTap asked = exchange.requestBody("application/json", null);
    asked.bytes(request, 0, request.length);
    asked.end();
    BodyTap answered = exchange.responseBody(200, JSON::get);
    answered.bytes(reply, 0, reply.length);
    answered.end();
    return exchange;
  }
}
