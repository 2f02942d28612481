package io.costspan.it.bad;

/** What a well-behaved endpoint would send. */
final class Replies {
  private static final String USAGE =
      "{\"prompt_tokens\": 200, \"completion_tokens\": 300, \"total_tokens\": 500}";

  static final String CHAT =
      """
      {"id": "chatcmpl-1", "object": "chat.completion", "created": 1741569952, "model": "gpt-4o",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}],
       "usage": %s}"""
          .formatted(USAGE);

  static final String ERROR =
      """
      {"error": {"message": "Too much of everything", "type": "server_error", "code": null}}""";

  static final String UNKNOWN_EVENTS =
      """
      : a comment
      event: made.up
      id: 7
      retry: 10
      data: {"type": "made.up", "nonsense": [1, {"usage": "yes"}]}

      event: not.json
      data: oops

      """;

  private Replies() {}

  static String chunk(String text) {
    return event(
        "[{\"index\": 0, \"delta\": {\"content\": \"%s\"}, \"finish_reason\": null}]"
            .formatted(text),
        "null");
  }

  static String chunks(boolean usage, boolean finish) {
    String stop = event("[{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]", "null");
    return chunk("Hel")
        + chunk("lo")
        + (finish ? stop : "")
        + (usage ? event("[]", USAGE) : "")
        + "data: [DONE]\n\n";
  }

  private static String event(String choices, String usage) {
    return """
        data: {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "gpt-4o", "choices": %s, "usage": %s}

        """
        .formatted(choices, usage);
  }
}
