package io.costspan.provider;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.CallStart;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends hand-written exchanges past the taps and hands out what was read of them. */
final class Traffic implements Calls {
  private static final Catalog BUNDLED = Catalog.bundled();
  private static final Rater PRICES = new Rater(TestPrices.bundled());

  private final Catalog catalog;
  private final Exchanges exchanges;
  private final Calls next;
  private Instant now = Instant.parse("2026-08-21T12:00:00Z");
  private @Nullable UsageRecord read;

  /** Against the bundled catalog, which remembers the jobs of all tests. */
  Traffic() {
    this(BUNDLED);
  }

  Traffic(Catalog catalog) {
    this(catalog, start -> (facts, usage) -> {});
  }

  /**
   * @param next learns of the calls too
   */
  Traffic(Catalog catalog, Calls next) {
    this.catalog = catalog;
    this.next = next;
    this.exchanges = new Exchanges(catalog, this);
  }

  /** Sets the time at which the next requests leave. */
  Traffic at(Instant time) {
    now = time;
    return this;
  }

  /** One request that waits for its reply. */
  final class Request {
    private final Exchange exchange;
    private final Map<String, String> headers = new HashMap<>();

    private Request(Exchange exchange) {
      this.exchange = exchange;
    }

    Request header(String name, String value) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
      return this;
    }

    /** The client writes the request once more, as after a redirect. */
    Request sentAgain(String body) {
      BodyTap tap = exchange.requestBody("application/json", null);
      pour(tap, body);
      tap.end();
      return this;
    }

    /** The client has the answer already. */
    UsageRecord fromCache() {
      exchange.servedFromCache();
      return taken();
    }

    /** A JSON reply that is seen to its end. */
    UsageRecord json(int status, String body) {
      return reply(status, "application/json", body);
    }

    UsageRecord json(String body) {
      return json(200, body);
    }

    /** An event stream: one JSON document per line, blank lines do not matter. */
    UsageRecord events(String... documents) {
      return reply(200, "text/event-stream", stream(documents));
    }

    /** As {@link #events}, but the application closes before the end. */
    UsageRecord cutEvents(String... documents) {
      BodyTap tap = tap(200, "text/event-stream");
      pour(tap, stream(documents));
      tap.close();
      return taken();
    }

    /** An event stream of AWS that is seen to its end. */
    UsageRecord frames(byte[]... frames) {
      BodyTap tap = tap(200, "application/vnd.amazon.eventstream");
      for (byte[] frame : frames) {
        tap.bytes(frame, 0, frame.length);
      }
      tap.end();
      return taken();
    }

    /** The client answers by itself. */
    UsageRecord servedFromCache() {
      exchange.servedFromCache();
      return taken();
    }

    UsageRecord reply(int status, String contentType, String body) {
      return reply(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    UsageRecord reply(int status, String contentType, byte[] body) {
      BodyTap tap = tap(status, contentType);
      tap.bytes(body, 0, body.length);
      tap.end();
      return taken();
    }

    private BodyTap tap(int status, String contentType) {
      header("content-type", contentType);
      return exchange.responseBody(status, name -> headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  Request post(String url, String body) {
    return request("POST", url, "application/json", body);
  }

  Request get(String url) {
    return request("GET", url, null, "");
  }

  /** One of AWS's JSON services, which name the operation in a header. */
  Request target(String url, String target, String body) {
    return request(
        "POST",
        url,
        body,
        Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target));
  }

  Request request(String method, String url, @Nullable String contentType, String body) {
    return request(
        method, url, body, contentType == null ? Map.of() : Map.of("content-type", contentType));
  }

  private Request request(String method, String url, String body, Map<String, String> headers) {
    read = null;
    URI uri = URI.create(url);
    Exchange exchange =
        exchanges.open(
            catalog.endpoint(uri.getHost(), uri.getPort()),
            method,
            uri.getRawPath(),
            uri.getRawQuery(),
            name -> headers.get(name.toLowerCase(Locale.ROOT)),
            now);
    BodyTap tap = exchange.requestBody(headers.get("content-type"), null);
    pour(tap, body);
    tap.end();
    return new Request(exchange);
  }

  /** The quantities of a record, such as {@code output_tokens 12 {kind=reasoning}}. */
  static List<String> quantities(UsageRecord record) {
    return record.quantities().stream().map(Traffic::text).toList();
  }

  /**
   * What a record costs by the bundled prices: {@code 0.05}, {@code 2 EUR}, or {@code unrated
   * unknown_model}.
   */
  static String cost(UsageRecord record) {
    return cost(record, PRICES);
  }

  static String cost(UsageRecord record, Rater prices) {
    Rating rating = prices.rate(record, Call.AT);
    return switch (rating.status()) {
      case RATED -> money(rating);
      case PARTIAL -> money(rating) + " without " + rating.reason();
      default -> rating.status().wireName() + " " + rating.reason();
    };
  }

  private static String money(Rating rating) {
    String amount = rating.amount().toPlainString();
    return "USD".equals(rating.currency()) ? amount : amount + " " + rating.currency();
  }

  private static String text(Quantity quantity) {
    String count = quantity.meter() + " " + quantity.count().toPlainString();
    Map<String, String> attributes = new TreeMap<>(quantity.attributes());
    return attributes.isEmpty() ? count : count + " " + attributes;
  }

  private static String stream(String... documents) {
    StringBuilder stream = new StringBuilder();
    for (String document : documents) {
      stream.append("data: ").append(document).append("\n\n");
    }
    return stream.toString();
  }

  private static void pour(BodyTap tap, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    tap.bytes(bytes, 0, bytes.length);
  }

  private UsageRecord taken() {
    if (read == null) {
      throw new AssertionError("the call has not ended");
    }
    return read;
  }

  @Override
  public OpenCall begin(CallStart start) {
    OpenCall call = next.begin(start);
    return (facts, usage) -> {
      read = usage;
      call.end(facts, usage);
    };
  }

  @Override
  public void settle(CallStart start, UsageRecord usage) {
    next.settle(start, usage);
  }
}
