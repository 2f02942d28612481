package io.costspan.it.client;

import io.costspan.it.client.ScriptedServer.Script;
import java.io.IOException;
import java.util.Map;

/** Replies that say what nobody but the application may keep. */
final class CanaryReplies {
  private CanaryReplies() {}

  static Map<String, Script> all() {
    return Map.of(
        "canary", wire -> wire.reply(200, Replies.JSON, completion(wire)),
        "canary-events", CanaryReplies::events,
        "canary-error", wire -> wire.reply(500, Replies.JSON, error(wire)),
        "canary-refused", wire -> wire.reply(401, Replies.JSON, error(wire)),
        "canary-malformed", wire -> wire.reply(200, Replies.JSON, "{\"id\": " + secret(wire)),
        "canary-cut", CanaryReplies::cut);
  }

  /** Of the same kind as the key that came with the request, which a login may replace. */
  private static String secret(Wire wire) {
    String key = wire.header("authorization");
    return key == null ? "" : key.replace("Bearer ", "").replace("key", "completion");
  }

  private static String completion(Wire wire) {
    return Replies.completion("c1").replace("Hello", secret(wire));
  }

  private static String error(Wire wire) {
    return "{\"error\":{\"message\":\"" + secret(wire) + "\",\"type\":\"server_error\"}}";
  }

  private static void events(Wire wire) throws IOException {
    wire.startReply(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
    for (int number = 1; number <= Replies.EVENTS; number++) {
      wire.chunk(Replies.event(number).replace("\"content\":\"", "\"content\":\"" + secret(wire)));
    }
    wire.chunk("data: [DONE]\n\n");
    wire.write("0\r\n\r\n");
  }

  private static void cut(Wire wire) throws IOException {
    wire.startReply(200, Replies.JSON + "Content-Length: 100000\r\n");
    wire.write(completion(wire));
    wire.cut();
  }
}
