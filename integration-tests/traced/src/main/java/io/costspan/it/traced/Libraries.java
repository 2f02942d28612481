package io.costspan.it.traced;

import io.costspan.it.traced.TracedApp.Way;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/** The libraries whose spans are known. */
final class Libraries {
  private Libraries() {}

  /** Adds each of their ways to make a call under its name. */
  static void add(String url, OpenTelemetry traced, Map<String, Way> ways) {
    ObservationRegistry observations = Bridge.to(traced);
    ways.put("openai", () -> OpenAi.at(url).chat());
    ways.put("openai-stream", () -> OpenAi.at(url).streamedChat());
    ways.put("openai-async", () -> OpenAi.at(url).asyncChat());
    ways.put("openai-responses", () -> OpenAi.at(url).responses());
    ways.put("bedrock-converse", () -> Bedrock.at(url).converse());
    ways.put("bedrock-invoke", () -> Bedrock.at(url).invoke());
    ways.put("anthropic", () -> Anthropic.at(url).message());
    ways.put("anthropic-stream", () -> Anthropic.at(url).streamedMessage());
    ways.put("anthropic-async", () -> Anthropic.at(url).asyncMessage());
    ways.put("spring", () -> SpringAi.at(url, observations).chat());
    ways.put("spring-stream", () -> SpringAi.at(url, observations).streamedChat());
    ways.put("spring-propagated", () -> SpringAi.at(url, observations).propagatedChat());
    ways.put("langchain", () -> LangChain4j.at(url, observations).chat());
    ways.put("langchain-stream", () -> LangChain4j.at(url, observations).streamedChat());
  }
}
