package io.costspan.it.adk;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.agents.RunConfig.StreamingMode;
import com.google.adk.events.Event;
import com.google.adk.models.BaseLlm;
import com.google.adk.models.Claude;
import com.google.adk.models.Gemini;
import com.google.adk.runner.InMemoryRunner;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;

/** Has agents of the Agent Development Kit ask a stand-in. Argument: its URL. */
public final class AdkApp {
  private static final RunConfig AT_ONCE = RunConfig.builder().autoCreateSession(true).build();
  private static final RunConfig STREAMED =
      AT_ONCE.toBuilder().streamingMode(StreamingMode.SSE).build();

  private AdkApp() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    String url = arguments[0];
    section("Gemini", () -> ask(gemini("gemini-2.5-flash", url), AT_ONCE));
    section("Gemini, streamed", () -> ask(gemini("gemini-2.0-flash", url), STREAMED));
    section("Claude", () -> ask(claude(url), AT_ONCE));
    System.exit(0);
  }

  private static BaseLlm gemini(String model, String url) {
    HttpOptions options = HttpOptions.builder().baseUrl(url + "/gemini").build();
    return new Gemini(model, Client.builder().apiKey("secret").httpOptions(options).build());
  }

  private static BaseLlm claude(String url) {
    return new Claude(
        "claude-sonnet-4-5",
        AnthropicOkHttpClient.builder().apiKey("secret").baseUrl(url + "/anthropic").build());
  }

  private static void ask(BaseLlm model, RunConfig config) {
    LlmAgent agent =
        LlmAgent.builder().name("helper").instruction("Be brief.").model(model).build();
    Content question = Content.fromParts(Part.fromText("Hello"));
    new InMemoryRunner(agent)
        .runAsync("user", "session", question, config)
        .blockingForEach(AdkApp::print);
  }

  private static void print(Event event) {
    line(event.author() + " " + event.partial() + " " + event.content().map(Content::text));
    line(event.usageMetadata());
  }
}
