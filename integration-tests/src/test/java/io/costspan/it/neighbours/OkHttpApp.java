package io.costspan.it.neighbours;

import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks {@code gpt-4o} once by OkHttp. Argument: the base URL. */
public final class OkHttpApp {
  private OkHttpApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Request request =
        new Request.Builder()
            .url(arguments[0] + "/chat/completions")
            .post(
                RequestBody.create(
                    "{\"model\": \"gpt-4o\", \"messages\": []}", MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      System.out.println(response.code() + "\n" + response.body().string());
    }
  }
}
