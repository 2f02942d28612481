package io.costspan.it.apps;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;

/** google-genai, on OkHttp. */
final class GeminiSdk {
  private static final String PROMPT = "What does it cost?";
  private static final GenerateContentConfig CONFIG = GenerateContentConfig.builder().build();

  private final Client client;

  private GeminiSdk(String baseUrl) {
    client =
        Client.builder()
            .apiKey("secret")
            .httpOptions(HttpOptions.builder().baseUrl(baseUrl).build())
            .build();
  }

  static void run(String baseUrl) {
    GeminiSdk sdk = new GeminiSdk(baseUrl);
    section("google-genai generate", sdk::generate);
    section("google-genai generate, async", sdk::asyncGenerate);
    section("google-genai generate, streamed", sdk::streamedGenerate);
    sdk.client.close();
  }

  private void generate() {
    line(client.models.generateContent("gemini-2.5-flash", PROMPT, CONFIG).toJson());
  }

  private void asyncGenerate() {
    line(client.async.models.generateContent("gemini-2.5-flash", PROMPT, CONFIG).join().toJson());
  }

  private void streamedGenerate() {
    try (var chunks = client.models.generateContentStream("gemini-2.5-flash", PROMPT, CONFIG)) {
      chunks.forEach(chunk -> line(chunk.toJson()));
    }
  }
}
