package io.costspan.it.reactive;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import java.time.Duration;
import java.util.List;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Spring's WebClient, as an application uses it that has no SDK. */
final class SpringWebClient {
  private static final String PATH = "/chat/completions";
  private final WebClient client;

  private SpringWebClient(String baseUrl) {
    client =
        WebClient.builder()
            .baseUrl(baseUrl)
            .filter(
                (request, next) -> {
                  line("filter: " + request.method() + " " + request.getClass().getSimpleName());
                  return next.exchange(request);
                })
            .build();
  }

  static void run(String baseUrl) {
    SpringWebClient sdk = new SpringWebClient(baseUrl);
    section("WebClient chat", sdk::chat);
    section("WebClient chat, piece by piece", sdk::chatInPieces);
    section("WebClient chat, streamed", sdk::streamedChat);
    section("WebClient chat, cancelled", sdk::cancelledChat);
    section("WebClient failing chat", sdk::failingChat);
  }

  private WebClient.RequestHeadersSpec<?> ask(String model) {
    return client
        .post()
        .uri(PATH)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"model\":\"" + model + "\",\"stream_options\":{\"include_usage\":true}}");
  }

  private void chat() {
    line(ask("gpt-4o").exchangeToMono(SpringWebClient::text).block());
  }

  private static Mono<String> text(ClientResponse response) {
    line(response.statusCode() + " " + response.getClass().getSimpleName());
    return response.bodyToMono(String.class);
  }

  private void chatInPieces() {
    Flux<String> pieces = Flux.fromIterable(List.of("{\"mod", "el\":\"gp", "t-4o\"}"));
    line(
        client
            .post()
            .uri(PATH)
            .contentType(MediaType.APPLICATION_JSON)
            .body(pieces, String.class)
            .retrieve()
            .bodyToMono(String.class)
            .block());
  }

  private Flux<ServerSentEvent<String>> events() {
    return ask("gpt-4o-mini")
        .accept(MediaType.TEXT_EVENT_STREAM)
        .retrieve()
        .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {});
  }

  private void streamedChat() {
    events().toStream().forEach(event -> line(event.data()));
  }

  private void cancelledChat() {
    line(events().take(2).count().block());
  }

  private void failingChat() {
    line(
        ask("gpt-4o-overloaded")
            .retrieve()
            .bodyToMono(String.class)
            .retryWhen(Retry.fixedDelay(1, Duration.ofMillis(1)))
            .block());
  }
}
