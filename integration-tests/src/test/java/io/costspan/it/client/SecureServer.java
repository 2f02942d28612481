package io.costspan.it.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.costspan.it.AiStandIn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cases over TLS, where clients that can speak HTTP/2. */
final class SecureServer implements AutoCloseable {
  private static final Pattern CASE = Pattern.compile("(?m)^x-case: \\[(.*)\\]$");
  private static final int DRIBBLE_MILLIS = 500;

  private final AiStandIn standIn = AiStandIn.empty();

  SecureServer() {
    answer("h2-json", json(Replies.completion("h2-json")));
    answer("h2-concurrency", json(Replies.completion("concurrency")));
    answer("h2-image", json(Replies.image(Replies.IMAGE_BASE64_LENGTH)).withGzipDisabled(true));
    answer("h2-reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    answer(
        "h2-events",
        aResponse()
            .withHeader("Content-Type", "text/event-stream")
            .withChunkedDribbleDelay(Replies.EVENTS, DRIBBLE_MILLIS)
            .withBody(events()));
  }

  private void answer(String name, ResponseDefinitionBuilder response) {
    standIn
        .server()
        .stubFor(any(anyUrl()).withHeader("X-Case", equalTo(name)).willReturn(response));
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  private static String events() {
    return IntStream.rangeClosed(1, Replies.EVENTS)
        .mapToObj(Replies::event)
        .collect(Collectors.joining("", "", "data: [DONE]\n\n"));
  }

  String url() {
    return standIn.httpsUrl();
  }

  /** Requests by case, and forgets them. */
  Map<String, List<String>> takeSeen() {
    Map<String, List<String>> seen =
        standIn.requests().stream()
            .collect(
                Collectors.groupingBy(SecureServer::caseOf, TreeMap::new, Collectors.toList()));
    standIn.forget();
    return seen;
  }

  private static String caseOf(String request) {
    Matcher matcher = CASE.matcher(request);
    return matcher.find() ? matcher.group(1) : "-";
  }

  @Override
  public void close() {
    standIn.close();
  }
}
