package io.costspan.benchmarks.callers;

import java.util.function.Consumer;

/** An HTTP client in the hands of an application. Safe for many threads. */
interface Client {
  /**
   * Asks, and reads the reply whole.
   *
   * @param base such as {@code http://localhost:8080}
   */
  void chat(String base) throws Exception;

  /** The same, to something that is no AI. */
  void order(String base) throws Exception;

  /**
   * Asks for a stream and reads it to its end.
   *
   * @param content is shown the text of each event; null if nobody wants it
   */
  void stream(String base, int events, boolean paced, Consumer<String> content) throws Exception;

  /**
   * Asks for an image of 8 MB and reads it in pieces.
   *
   * @param halfway is run when half of it has been read
   */
  void image(String base, boolean escapes, Runnable halfway) throws Exception;

  /** How many requests it has sent once more, because the client had failed with them. */
  default long repeated() {
    return 0;
  }

  /**
   * Builds one.
   *
   * @param name {@code okhttp}, {@code apache}, {@code jdk} or {@code openai}
   * @param ai base URL of the AI, which some clients want to know beforehand
   */
  static Client named(String name, String ai) {
    return switch (name) {
      case "okhttp" -> new OkHttpCaller();
      case "apache" -> new ApacheCaller();
      case "jdk" -> new JdkCaller();
      case "openai" -> new OpenAiCaller(ai);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
