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
 * Asks {@code gpt-4o} in turn through openai-java and without any SDK. Arguments: the base URL, and
 * how often.
 */
public final class TwoChats {
  private TwoChats() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var client = OpenAIOkHttpClient.builder().apiKey("sk-secret").baseUrl(arguments[0]).build();
    var question =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hello?").build();
    var request =
        HttpRequest.newBuilder(URI.create(arguments[0] + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    var http = HttpClient.newHttpClient();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      System.out.println(client.chat().completions().create(question).id());
      System.out.println(http.send(request, BodyHandlers.ofString()).statusCode());
    }
    client.close();
    System.exit(0);
  }
}
