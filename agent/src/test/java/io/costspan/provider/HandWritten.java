package io.costspan.provider;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.owner.Owners;
import io.costspan.pipeline.Calls;
import io.costspan.rating.Call;
import io.costspan.reading.Jobs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends hand-written exchanges past the taps, as a client would. Bodies of JSON may be written with
 * single quotes for double ones.
 *
 * @param <R> what the tests want to know of an exchange
 */
public abstract class HandWritten<R> implements Calls {
  /** A document, or an event that holds one. */
  private static final Pattern JSON = Pattern.compile("\\s*[{\\[]|data: |event: ");

  private final Exchanges exchanges;
  private Instant now = Call.AT;

  protected HandWritten(Catalog catalog) {
    this.exchanges = new Exchanges(catalog, this);
  }

  /** What has become of the exchange that ended just now. */
  protected abstract R outcome();

  /** Sets the time at which the next requests leave. */
  public final void setTime(Instant time) {
    now = time;
  }

  /** The jobs that these exchanges began. */
  public final Jobs jobs() {
    return exchanges.jobs();
  }

  /** Whose money the next calls spend. */
  public final void attribute(Owners owners) {
    exchanges.attribute(owners);
  }

  public final Request post(String url, String body) {
    return request("POST", url, "application/json", body);
  }

  public final Request get(String url) {
    return request("GET", url, null, "");
  }

  /** One of AWS's JSON services, which name the operation in a header. */
  final Request target(String url, String target, String body) {
    return request(
        "POST",
        url,
        body,
        Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target));
  }

  public final Request request(
      String method, String url, @Nullable String contentType, String body) {
    return request(
        method, url, body, contentType == null ? Map.of() : Map.of("content-type", contentType));
  }

  /**
   * @param headers by their names in lower case
   */
  final Request request(String method, String url, String body, Map<String, String> headers) {
    URI uri = URI.create(url);
    Exchange exchange =
        exchanges.open(
            exchanges.endpoint(uri.getHost(), uri.getPort()),
            new io.costspan.provider.Request(
                method,
                uri.getRawPath(),
                uri.getRawQuery(),
                name -> headers.get(name.toLowerCase(Locale.ROOT))),
            now);
    Request request = new Request(exchange);
    request.write(headers.get("content-type"), body);
    return request;
  }

  /** One request that waits for its reply. */
  public final class Request {
    private final Exchange exchange;
    private final Map<String, String> headers = new HashMap<>();

    private Request(Exchange exchange) {
      this.exchange = exchange;
    }

    /** No reply comes. */
    public R unanswered() {
      exchange.failed(null);
      return outcome();
    }

    /** A header of the reply. */
    public Request header(String name, String value) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
      return this;
    }

    /** The client writes the request once more, as after a redirect. */
    public Request sentAgain(String body) {
      write("application/json", body);
      return this;
    }

    /** The client sends the request once more, because of that reply. */
    public Request retriedAfter(int status, String body) {
      exchange.hop();
      BodyTap tap = tap(status, "application/json");
      pour(tap, bytes(body));
      tap.end();
      exchange.hop();
      exchange.answered();
      return this;
    }

    /** The client has the answer already. */
    public R fromCache() {
      exchange.servedFromCache();
      return outcome();
    }

    /** A JSON reply that is seen to its end. */
    public R json(int status, String body) {
      return reply(status, "application/json", body);
    }

    public R json(String body) {
      return json(200, body);
    }

    /** An event stream: one JSON document per line, blank lines do not matter. */
    public R events(String... documents) {
      return reply(200, "text/event-stream", stream(documents));
    }

    /** As {@link #events}, but the application closes before the end. */
    public R cutEvents(String... documents) {
      BodyTap tap = tap(200, "text/event-stream");
      pour(tap, bytes(stream(documents)));
      tap.close();
      return outcome();
    }

    /** An event stream of AWS that is seen to its end. */
    R frames(byte[]... frames) {
      return reply(200, "application/vnd.amazon.eventstream", frames);
    }

    public R reply(int status, String contentType, String body) {
      return reply(status, contentType, bytes(body));
    }

    public R reply(int status, String contentType, byte[]... body) {
      BodyTap tap = tap(status, contentType);
      for (byte[] part : body) {
        pour(tap, part);
      }
      tap.end();
      return outcome();
    }

    private void write(@Nullable String contentType, String body) {
      BodyTap tap = exchange.requestBody(contentType, null);
      pour(tap, bytes(body));
      tap.end();
    }

    private BodyTap tap(int status, String contentType) {
      header("content-type", contentType);
      return exchange.responseBody(status, name -> headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  private static String stream(String... documents) {
    StringBuilder stream = new StringBuilder();
    for (String document : documents) {
      stream.append("data: ").append(document).append("\n\n");
    }
    return stream.toString();
  }

  private static byte[] bytes(String body) {
    boolean json = JSON.matcher(body).lookingAt();
    return (json ? body.replace('\'', '"') : body).getBytes(StandardCharsets.UTF_8);
  }

  private static void pour(BodyTap tap, byte[] body) {
    tap.bytes(body, 0, body.length);
  }
}
