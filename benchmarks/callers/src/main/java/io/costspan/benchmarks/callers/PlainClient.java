package io.costspan.benchmarks.callers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A client to which a question is bytes, and a reply too. */
abstract class PlainClient implements Client {
  private static final int HALF_AN_IMAGE = 4 << 20;
  private static final String CHAT = "/v1/chat/completions";
  private static final String CONTENT = "\"content\":\"";
  private static final byte[] QUESTION = bytes("{\"model\":\"gpt-4o\",", "word ".repeat(80));
  private static final byte[] IMAGE =
      utf8("{\"model\":\"gpt-image-1\",\"prompt\":\"A lighthouse\",\"size\":\"1024x1024\"}");
  private static final byte[] ESCAPED =
      utf8("{\"model\":\"gpt-image-1\",\"prompt\":\"escapes\",\"size\":\"1024x1024\"}");

  /** What is done with the bytes of a reply. */
  interface Reader {
    void read(InputStream body) throws IOException;
  }

  /** Posts JSON and reads the reply into an array. */
  abstract byte[] whole(String url, byte[] body) throws Exception;

  /** Posts JSON and hands the reply over as it arrives. */
  abstract void pieces(String url, byte[] body, Reader reader) throws Exception;

  @Override
  public void chat(String base) throws Exception {
    check(whole(base + CHAT, QUESTION).length);
  }

  @Override
  public void order(String base) throws Exception {
    check(whole(base + "/v1/orders", QUESTION).length);
  }

  private static void check(int length) {
    if (length < 1_500) {
      throw new IllegalStateException("a reply of " + length + " bytes");
    }
  }

  @Override
  public void stream(String base, int events, boolean paced, Consumer<String> content)
      throws Exception {
    String head =
        "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
            + "\"max_completion_tokens\":%d,\"user\":\"%s\","
                .formatted(events, paced ? "paced" : "hasty");
    byte[] question = bytes(head, "word ");
    pieces(
        base + CHAT, question, content == null ? PlainClient::skip : body -> show(body, content));
  }

  @Override
  public void image(String base, boolean escapes, Runnable halfway) throws Exception {
    pieces(
        base + "/v1/images/generations",
        escapes ? ESCAPED : IMAGE,
        body -> {
          byte[] buffer = new byte[8192];
          long length = 0;
          for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (length < HALF_AN_IMAGE && length + count >= HALF_AN_IMAGE) {
              halfway.run();
            }
            length += count;
          }
          if (length < 2 * HALF_AN_IMAGE) {
            throw new IllegalStateException("an image of " + length + " bytes");
          }
        });
  }

  private static void skip(InputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    int count = body.read(buffer);
    while (count >= 0) {
      count = body.read(buffer);
    }
  }

  private static void show(InputStream body, Consumer<String> content) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf(CONTENT);
      if (at >= 0) {
        int begin = at + CONTENT.length();
        content.accept(line.substring(begin, line.indexOf('"', begin)));
      }
    }
  }

  private static byte[] bytes(String head, String words) {
    return utf8(head + "\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
