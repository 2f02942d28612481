package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.groups.Tuple;

/**
 * What one call of {@code SdkApp} must cost, worked out by hand from the list prices (USD per
 * million tokens) and the usage in the stand-in's replies.
 */
record ExpectedCall(
    String provider, String operation, String model, String rating, String reason, String amount) {

  /** 176 x 2.50 + 1024 x 1.25 cached + 300 x 10.00. */
  private static final ExpectedCall CHAT = rated("openai", "chat", "gpt-4o", "0.00472");

  /** 11 x 0.15 + 7 x 0.60. */
  private static final ExpectedCall STREAMED_CHAT =
      rated("openai", "chat", "gpt-4o-mini", "0.00000585");

  /** Its reply tells no usage: estimated at 12 x 2.00 + 7 x 8.00. */
  private static final ExpectedCall ESTIMATED = rated("openai", "chat", "gpt-4.1", "0.00008");

  /** 372 x 0.25 + 128 x 0.025 cached + 200 x 2.00, 64 of them for reasoning. */
  private static final ExpectedCall RESPONSE = rated("openai", "chat", "gpt-5-mini", "0.0004962");

  /** 40 x 1.25 + 20 x 10.00. */
  private static final ExpectedCall STREAMED_RESPONSE = rated("openai", "chat", "gpt-5", "0.00025");

  /** 8 x 0.02. */
  private static final ExpectedCall EMBEDDING =
      rated("openai", "embeddings", "text-embedding-3-small", "0.00000016");

  /** One HD image of 1792 x 1024: 0.12. */
  private static final ExpectedCall IMAGE = rated("openai", "image_generation", "dall-e-3", "0.12");

  private static final ExpectedCall FAILED =
      new ExpectedCall("openai", "chat", "gpt-4o-overloaded", "free", "failed", "0");

  /**
   * 2100 x 3.00 + 1000 x 0.30 cached + 500 x 3.75 written for 5 minutes + 200 x 6.00 for an hour +
   * 350 x 15.00, and 2 searches at 0.01.
   */
  private static final ExpectedCall MESSAGE =
      rated("anthropic", "chat", "claude-sonnet-4-5", "0.034925");

  /** 25 x 1.00 + 15 x 5.00. */
  private static final ExpectedCall STREAMED_MESSAGE =
      rated("anthropic", "chat", "claude-haiku-4-5", "0.0001");

  /** 40 x 0.30 + 20 x 0.03 cached + 40 x 2.50, 10 of them for thoughts. */
  private static final ExpectedCall GENERATE =
      rated("gcp.gemini", "generate_content", "gemini-2.5-flash", "0.0001126");

  static final List<ExpectedCall> ALL =
      List.of(
          // openai-java
          CHAT,
          CHAT,
          CHAT,
          STREAMED_CHAT,
          ESTIMATED,
          RESPONSE,
          STREAMED_RESPONSE,
          EMBEDDING,
          IMAGE,
          FAILED,
          // anthropic-java
          MESSAGE,
          MESSAGE,
          MESSAGE,
          STREAMED_MESSAGE,
          // google-genai
          GENERATE,
          GENERATE,
          GENERATE,
          // langchain4j
          CHAT,
          STREAMED_CHAT,
          // Spring AI
          CHAT,
          STREAMED_CHAT);

  private static ExpectedCall rated(
      String provider, String operation, String model, String amount) {
    return new ExpectedCall(provider, operation, model, "rated", null, amount);
  }

  String ledgerColumns() {
    return String.join(" ", provider, operation, model, rating, orDash(reason), amount);
  }

  Tuple spanColumns() {
    return tuple(operation + " " + model, Double.valueOf(amount));
  }

  private static String orDash(String text) {
    return text == null ? "-" : text;
  }
}
