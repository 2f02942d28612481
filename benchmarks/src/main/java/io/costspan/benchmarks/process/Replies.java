package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.HttpInput.ascii;

import java.io.ByteArrayOutputStream;

/** The bytes of replies, heads included, made once. */
final class Replies {
  /** What each chat costs in USD at the bundled price of gpt-4o: 1204, 7168 and 333 tokens. */
  static final double USD_PER_CHAT = (1204 * 2.5 + 7168 * 1.25 + 333 * 10) / 1e6;

  static final int IMAGE_BYTES = 8 << 20;
  private static final String[] WORDS = {
    "The", " reply", " of a", " model", " is", " never", " the", " same."
  };
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":8372,\"completion_tokens\":333,\"total_tokens\":8705,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":7168,\"audio_tokens\":0},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}}";

  static final byte[] STREAM_HEAD =
      ascii(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

  private Replies() {}

  /** 2 KB. */
  static byte[] chat() {
    return json(
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1755000000,\"model\":"
            + "\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\""
            + "word ".repeat(312)
            + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
            + USAGE
            + ",\"service_tier\":\"default\"}");
  }

  static byte[] order() {
    return json("{\"order\":\"" + "word ".repeat(400) + "\"}");
  }

  /** An image of 8 MB in base 64, or with as many escapes as some encoders write. */
  static byte[] image(boolean escapes) {
    String text = escapes ? "slash\\/es" : "abcdefgh";
    return json(
        "{\"created\":1755000000,\"data\":[{\"b64_json\":\""
            + text.repeat(IMAGE_BYTES / text.length() + 1)
            + "\"}],\"usage\":{\"input_tokens\":10,\"output_tokens\":1056,\"total_tokens\":1066,"
            + "\"input_tokens_details\":{\"text_tokens\":10,\"image_tokens\":0}}}");
  }

  private static byte[] json(String body) {
    return ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** A whole stream; each event is a chunk of its own. */
  static byte[] stream(int events) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(STREAM_HEAD);
    for (int i = 0; i < events; i++) {
      all.writeBytes(event(WORDS[i % WORDS.length]));
    }
    all.writeBytes(streamEnd());
    return all.toByteArray();
  }

  /** About 200 bytes. */
  static byte[] event(String text) {
    return chunk(
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1755000000,"
            + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
            + text
            + "\"},\"finish_reason\":null}],\"usage\":null}\n\n");
  }

  static byte[] streamEnd() {
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(
        chunk(
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":"
                + "1755000000,\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"));
    end.writeBytes(
        chunk(
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":"
                + "1755000000,\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],"
                + USAGE
                + "}\n\n"));
    end.writeBytes(chunk("data: [DONE]\n\n"));
    end.writeBytes(ascii("0\r\n\r\n"));
    return end.toByteArray();
  }

  private static byte[] chunk(String text) {
    return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }
}
