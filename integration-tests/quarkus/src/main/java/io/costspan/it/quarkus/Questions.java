package io.costspan.it.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks a model when somebody asks it. */
@Path("/ask")
public class Questions {
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest question;

  Questions(@ConfigProperty(name = "ai.url") String url) {
    question =
        HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
  }

  /** The reply. */
  @GET
  public String ask() throws IOException, InterruptedException {
    return client.send(question, BodyHandlers.ofString()).body();
  }
}
