package io.costspan.cli;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.rating.Rating;
import io.costspan.reading.Explanation;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Processes recorded exchanges like live ones, at the time of their recording. */
final class Replay {
  private static final Pattern WEB_SOCKET = Pattern.compile("(?i)^ws(?=s?://)");
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Exchanges listed;
  private final Exchanges unlisted;

  private final Witness witness = new Witness();

  /** The call comes last, preceded by the jobs that it displaced. */
  private final List<RatedCall> shown = new ArrayList<>();

  Replay(Catalog catalog, BiFunction<UsageRecord, Instant, Rating> rater) {
    Pipeline pipeline = new Pipeline(List.of(shown::add));
    pipeline.open(rater, Telemetry.NONE);
    this.listed = new Exchanges(catalog, pipeline);
    this.unlisted = new Exchanges(Catalog.unlisted(), pipeline);
  }

  /**
   * The rating of a recorded call, or null if it is not an AI call. A call to a host that no
   * provider file lists is an AI call if its path ends like that of a known API and its reply
   * reports usage.
   */
  @Nullable RatedCall rate(HarEntry entry) {
    RatedCall known = rate(entry, listed);
    if (known != null) {
      return known;
    }
    RatedCall guessed = rate(entry, unlisted);
    boolean told = guessed != null && !guessed.usage().quantities().isEmpty();
    return told && entry.status() > 0 ? guessed : null;
  }

  private @Nullable RatedCall rate(HarEntry entry, Exchanges where) {
    Exchange exchange = open(entry, where);
    if (exchange == null) {
      return null;
    }
    HarMessage request = entry.request();
    pour(
        request,
        exchange.requestBody(request.get("content-type"), request.get("content-encoding")));
    int status = status(entry);
    if (status > 0) {
      pour(entry.response(), exchange.responseBody(status, entry.response()));
    }
    exchange.failed(null);
    return asRecorded(entry, shown.remove(shown.size() - 1));
  }

  /** A handshake that was recorded without its status has succeeded. */
  private static int status(HarEntry entry) {
    return entry.status() == 0 && WEB_SOCKET.matcher(entry.url()).lookingAt()
        ? SWITCHING_PROTOCOLS
        : entry.status();
  }

  /** How the last call that was rated was read, null if nothing of it was to be read. */
  @Nullable Explanation explanation() {
    return witness.explanation();
  }

  /** The jobs that began among the recorded calls and were not seen to finish. */
  List<RatedCall> settle() {
    listed.jobs().settleAll();
    return shown;
  }

  private @Nullable Exchange open(HarEntry entry, Exchanges where) {
    try {
      Matcher webSocket = WEB_SOCKET.matcher(entry.url());
      String method = webSocket.lookingAt() ? Request.SOCKET : entry.method();
      URL url = new URL(webSocket.replaceFirst("http"));
      Endpoint endpoint = where.endpoint(url.getHost(), url.getPort());
      return endpoint == null
          ? null
          : where.open(
              witness.at(endpoint),
              new Request(method, url.getPath(), url.getQuery(), entry.request()),
              entry.startedAt());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private static void pour(HarMessage message, BodyTap tap) {
    tap.bytes(message.body(), 0, message.body().length);
    tap.end();
  }

  /**
   * The call with the duration of the recording instead of that of the replay. If the recording
   * does not say how it ended, what it may have cost is not known.
   */
  private static RatedCall asRecorded(HarEntry entry, RatedCall call) {
    Rating rating = call.rating();
    RatedCall recorded = call.withFacts(call.facts().withDurationMillis(entry.durationMillis()));
    return entry.status() == HarEntry.UNREADABLE && rating.status() == Rating.Status.UNRATED
        ? recorded.withRating(
            Rating.unrated(
                Reasons.MALFORMED_BODY, rating.priceId(), rating.priceTable(), rating.estimated()))
        : recorded;
  }
}
