package io.costspan.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry, whose members may come in any order or be missing. */
final class HarEntryReader {
  /** ISO 8601 with a zone as recorders write it: {@code Z}, {@code +02:00}, {@code +0200}. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private static final int LARGEST_STATUS = 999;

  /** Some recorders write the number as a text. */
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,3})(\\.0+)?\\s*");

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");

  private final HarJson json;
  private final Map<String, String> requestHeaders = new HashMap<>();
  private final Map<String, String> responseHeaders = new HashMap<>();
  private final HarBody requestBody = new HarBody();
  private final HarBody responseBody = new HarBody();
  private @Nullable String startedAt;
  private String method = "";
  private @Nullable String url;
  private long durationMillis;
  private int status;

  HarEntryReader(HarJson json) {
    this.json = json;
  }

  /**
   * Reads the entry completely.
   *
   * @throws IllegalArgumentException if it cannot be rated; the next entry can still be read
   */
  HarEntry read() throws IOException {
    json.object(this::member);
    return new HarEntry(
        instant(startedAt),
        durationMillis,
        method,
        absolute(url),
        message(requestHeaders, requestBody),
        status,
        message(responseHeaders, responseBody));
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "startedDateTime" -> startedAt = json.text();
      case "time" -> durationMillis = Math.max(0, json.number());
      case "request" -> json.object(this::requestMember);
      case "response" -> json.object(this::responseMember);
      default -> json.skip();
    }
  }

  private void requestMember(String name) throws IOException {
    switch (name) {
      case "method" -> method = orEmpty(json.text());
      case "url" -> url = json.text();
      case "headers" -> json.array(() -> header(requestHeaders));
      case "postData" -> requestBody.read(json);
      default -> json.skip();
    }
  }

  private void responseMember(String name) throws IOException {
    switch (name) {
      case "status" ->
          status = json.isText() ? status(orEmpty(json.text())) : status(json.number());
      case "headers" -> json.array(() -> header(responseHeaders));
      case "content" -> responseBody.read(json);
      default -> json.skip();
    }
  }

  /** A number that is no HTTP status is treated like a missing one. */
  private static int status(long number) {
    return number < 0 || number > LARGEST_STATUS ? 0 : (int) number;
  }

  private static int status(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() ? Integer.parseInt(number.group(1)) : HarEntry.UNREADABLE;
  }

  private void header(Map<String, String> headers) throws IOException {
    HarParam header = HarParam.read(json);
    headers.putIfAbsent(header.name().toLowerCase(Locale.ROOT), header.value());
  }

  private static HarMessage message(Map<String, String> headers, HarBody body) {
    String mimeType = body.mimeType();
    if (mimeType != null && !mimeType.isEmpty()) {
      headers.putIfAbsent("content-type", mimeType);
    }
    return new HarMessage(headers, body.bytes(headers.get("content-type")));
  }

  private static String absolute(@Nullable String url) {
    if (url == null) {
      throw new IllegalArgumentException("no request with a url");
    }
    // Some recorders leave it empty for what is no request to a server.
    if (!url.isEmpty() && !SCHEME.matcher(url).lookingAt()) {
      throw new IllegalArgumentException("the url of its request is not absolute");
    }
    return url;
  }

  private static Instant instant(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException(
          "no startedDateTime, so the prices in force cannot be determined");
    }
    try {
      return OffsetDateTime.parse(text, TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "startedDateTime \"" + text + "\" is not a time such as 2026-08-21T12:00:00.000Z", e);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
