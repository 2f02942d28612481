package io.costspan.spend;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.provider.Catalog;
import io.costspan.provider.EndpointOption;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.telemetry.MemoryTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an application spends: hand-written exchanges go the way of live ones, from the taps through
 * the user's catalog files to metrics, ledger and receipt.
 */
final class Spend {
  private static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");

  private final List<String> refusals = new ArrayList<>();
  private final List<RatedCall> calls = new ArrayList<>();
  private final Receipt receipt = new Receipt();
  private final MemoryTelemetry telemetry = new MemoryTelemetry();
  private final Catalog catalog;
  private final Exchanges exchanges;

  /** With the bundled files alone. */
  Spend() {
    this(List.of(), List.of());
  }

  private Spend(List<Path> files, List<EndpointOption> endpoints) {
    catalog = UserCatalog.load(files, endpoints, refusals::add);
    Pipeline pipeline = new Pipeline(List.of(receipt, calls::add));
    pipeline.open(new Rater(new PriceTables(files, refusals::add))::rate, telemetry.telemetry());
    exchanges = new Exchanges(catalog, pipeline);
    if (!refusals.isEmpty()) {
      throw new AssertionError(refusals.toString());
    }
  }

  /** With files of the user's, by name; they lie in that directory. */
  static Spend with(Path directory, Map<String, String> files) {
    return with(directory, files, List.of());
  }

  static Spend with(Path directory, Map<String, String> files, List<EndpointOption> endpoints) {
    files.forEach((name, content) -> write(directory.resolve(name), content));
    return new Spend(List.of(directory), endpoints);
  }

  /** With one price file of these cards. */
  static Spend withCards(Path directory, String... cards) {
    return with(directory, Map.of("prices.json", "{\"cards\": [" + String.join(",", cards) + "]}"));
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request that waits for its reply. */
  final class Sent {
    private final Exchange exchange;
    private final Map<String, String> headers = new HashMap<>();

    private Sent(Exchange exchange) {
      this.exchange = exchange;
    }

    Sent header(String name, String value) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
      return this;
    }

    RatedCall json(String body) {
      return json(200, body);
    }

    RatedCall json(int status, String body) {
      return reply(status, "application/json", body);
    }

    /** An event stream with one JSON document per event. */
    RatedCall events(String... documents) {
      return reply(
          200, "text/event-stream", "data: " + String.join("\n\ndata: ", documents) + "\n\n");
    }

    RatedCall reply(int status, String contentType, String body) {
      header("content-type", contentType);
      pour(exchange.responseBody(status, name -> headers.get(name.toLowerCase(Locale.ROOT))), body);
      return calls.get(calls.size() - 1);
    }
  }

  Sent post(String url, String body) {
    return send("POST", url, body);
  }

  Sent get(String url) {
    return send("GET", url, "");
  }

  private Sent send(String method, String url, String body) {
    URI uri = URI.create(url);
    Exchange exchange =
        exchanges.open(
            catalog.endpoint(uri.getHost(), uri.getPort()),
            method,
            uri.getRawPath(),
            uri.getRawQuery(),
            name -> null,
            AT);
    pour(exchange.requestBody("application/json", null), body);
    return new Sent(exchange);
  }

  private static void pour(BodyTap tap, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    tap.bytes(bytes, 0, bytes.length);
    tap.end();
  }

  /** The exact sums that metrics show, by currency. */
  Map<String, Double> metrics() {
    return telemetry.costs();
  }

  String receipt() {
    return receipt.render();
  }

  /** The ledger's line of the last call. */
  String ledgerLine() {
    return LedgerLine.toJson(calls.get(calls.size() - 1));
  }

  /** What a call cost and why, such as {@code rated 0.016 USD: credits 2 x 0.008 = 0.016}. */
  static String told(RatedCall call) {
    StringBuilder text = new StringBuilder(call.rating().status().wireName());
    if (call.rating().reason() != null) {
      text.append(' ').append(call.rating().reason());
    }
    if (call.rating().amount() != null && call.rating().currency() != null) {
      text.append(' ').append(call.rating().amount().toPlainString());
      text.append(' ').append(call.rating().currency());
    }
    call.rating().charges().forEach(charge -> text.append("; ").append(charge));
    return text.toString();
  }
}
