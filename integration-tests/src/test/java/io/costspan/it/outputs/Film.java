package io.costspan.it.outputs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A program that orders two films, looks twice whether the first is ready, and ends. */
final class Film {
  private Film() {}

  public static void main(String[] arguments) throws Exception {
    String videos = arguments[0] + "/v1/videos";
    send("POST", videos, BodyPublishers.ofString("{\"model\":\"sora-2\",\"seconds\":\"4\"}"));
    send("GET", videos + "/video_1", BodyPublishers.noBody());
    send("GET", videos + "/video_1", BodyPublishers.noBody());
    send("POST", videos, BodyPublishers.ofString("{\"model\":\"sora-2\",\"seconds\":\"8\"}"));
    System.exit(0);
  }

  private static void send(String method, String url, BodyPublisher body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).method(method, body).build();
    HttpClient client = HttpClient.newHttpClient();
    System.out.println(client.send(request, BodyHandlers.ofString()).statusCode());
  }
}
