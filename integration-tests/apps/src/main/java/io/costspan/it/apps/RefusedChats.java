package io.costspan.it.apps;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

/**
 * Asks {@code gpt-4o} through openai-java until it fails, and prints with what. Arguments: the base
 * URL, and how often at most.
 */
public final class RefusedChats {
  private RefusedChats() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    var client = OpenAIOkHttpClient.builder().apiKey("sk-secret").baseUrl(arguments[0]).build();
    var question =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hello?").build();
    try {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        System.out.println(client.chat().completions().create(question).id());
      }
    } catch (OpenAIIoException failure) {
      for (Throwable at = failure; at != null; at = at.getCause()) {
        System.out.println(at.getClass().getName() + ": " + at.getMessage());
      }
    }
    System.exit(0);
  }
}
