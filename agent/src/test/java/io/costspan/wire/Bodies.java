package io.costspan.wire;

import static io.costspan.wire.Bytes.gzip;
import static io.costspan.wire.Bytes.utf8;

import java.util.List;
import java.util.Map;

/** Small bodies in the manner of several providers. */
public final class Bodies {
  /**
   * @param headers of the reply
   */
  record Reply(Map<String, String> headers, byte[] body) {}

  static final byte[] CHAT =
      utf8(
          """
          {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1741569952, "model": "m-1",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": "Say \\"hi\\" \\u00e9\\ud83d\\ude00é",
              "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
            "usage": {"in": 19, "out": 10.5e0, "details": {"cached": 0}, "cost": {"total": 1.2e-05}},
            "flag": true
          }
          """);

  static final byte[] STREAM =
      utf8(
          """
          : hello

          event: start
          data: {"type":"start","message":{"model":"m-1"},"usage":{"in":25,"out":1}}

          event: delta
          data: {"type":"delta","text":"Hello \\"you\\" [DONE]"}

          event: stop
          data: {"type":"stop",
          data: "usage":{"out":15}}

          data: [DONE]

          """);

  static final byte[] ARRAY =
      utf8("[{\"model\":\"m-1\",\"usage\":{\"in\":3}}\n,\r\n{\"usage\":{\"in\":3,\"out\":4}}]");

  static final byte[] LINES =
      utf8("{\"model\":\"m-1\",\"done\":false}\n{\"usage\":{\"in\":3,\"out\":4},\"done\":true}\n");

  static final byte[] FRAMES =
      Bytes.concat(
          EventFrames.event("start", "{\"model\":\"m-1\",\"usage\":{\"in\":25}}"),
          EventFrames.chunk("{\"text\":\"Hello\"}"),
          EventFrames.chunk("{\"usage\":{\"in\":25,\"out\":15}}"));

  /** {@link #STREAM}, flushed after each event. */
  public static final byte[] BROTLI_STREAM =
      Bytes.base64(
          "CwQA+KUUdGoRSQIgn2IAwAIAwKp4J0Qxz5eUOKeYkpeGwXAtoqBDt0ViZPbCBhxSDMNPZV+NSOqwKASIUw4csjRsSbeD"
              + "0OngMbzdMikoaTwDuvvFCGLN4dY+lDJ1Zezdm40yABACAN443REfpstqhLHzCR4HNNI+4CgqQfL6PODiwxHHSZHAQ7Zp"
              + "6SZSAK+uYwyq9SUcJVu8RDVqP7pv2LeJd5wY4AEATMBDlvqzqmY2QBkH7Kv1uh9ADh6ychO6AAvunkIy5JxwvJYBaACA"
              + "X1JhqysJUUSTUsElqokfAwM=");

  private Bodies() {}

  static List<Reply> replies() {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    Map<String, String> packed =
        Map.of("Content-Type", "text/event-stream", "Content-Encoding", "gzip");
    Map<String, String> brotli =
        Map.of("Content-Type", "text/event-stream", "Content-Encoding", "br");
    return List.of(
        new Reply(json, CHAT),
        new Reply(Map.of("Content-Type", "text/event-stream"), STREAM),
        new Reply(json, ARRAY),
        new Reply(Map.of("Content-Type", "application/x-ndjson"), LINES),
        new Reply(packed, gzip(STREAM)),
        new Reply(brotli, BROTLI_STREAM),
        new Reply(Map.of("Content-Type", "application/vnd.amazon.eventstream"), FRAMES));
  }
}
