package com.acme;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

public class Shop {
  public static void main(String[] arguments) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(System.getenv("AI_URL") + "/chat/completions"))
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
