package io.costspan.it.apps;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Asks {@code gpt-4o} once through openai-java and once without any SDK. Argument: the base URL.
 */
public final class TwoChats {
  private TwoChats() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var client = OpenAIOkHttpClient.builder().apiKey("sk-secret").baseUrl(arguments[0]).build();
    var question =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hello?").build();
    System.out.println(client.chat().completions().create(question).id());
    client.close();
    var request =
        HttpRequest.newBuilder(URI.create(arguments[0] + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode());
    System.exit(0);
  }
}
