package io.costspan.it.boot;

import io.costspan.it.calls.AiCalls;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** What the application is asked. */
@RestController
class Questions {
  private final AiCalls calls;
  private final RestClient rest;

  Questions(AiCalls calls, RestClient.Builder builder, @Value("${ai.url}") String url) {
    this.calls = calls;
    this.rest = builder.baseUrl(url).build();
  }

  /** Asks the model by Spring's own client, or in one of the ways of {@link AiCalls}. */
  @GetMapping("/ask")
  String ask(@RequestParam("way") String way) throws Exception {
    return way.equals("rest") ? ask() : calls.ask(way);
  }

  private String ask() {
    String reply =
        rest.post()
            .uri("/chat/completions")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"model\": \"gpt-4o\", \"messages\": []}")
            .retrieve()
            .body(String.class);
    return Objects.requireNonNullElse(reply, "");
  }
}
