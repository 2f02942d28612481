package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.costspan.it.client.ScriptedServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What the server says in each case. */
final class Replies {
  static final int EVENTS = 5;
  static final int PARTIAL_BYTES = 100;
  static final int IMAGE_BASE64_LENGTH = 8 * 1024 * 1024;
  static final String JSON = "Content-Type: application/json\r\n";

  /** Of no interest to anybody, but a cache wants one. */
  private static final String DATE = "Date: Sat, 28 Nov 2099 10:00:00 GMT\r\n";

  /** Of Gemini. */
  private static final String CONTENT =
      "{\"candidates\":[],\"usageMetadata\":"
          + "{\"promptTokenCount\":100,\"candidatesTokenCount\":10,\"totalTokenCount\":110}}";

  private static final String FOUND = "{\"type\":\"search\",\"web\":{\"results\":[]}}";

  private Replies() {}

  static Map<String, Script> all() {
    Map<String, Script> scripts = new TreeMap<>();
    for (String name :
        List.of(
            "json",
            "concurrency",
            "one-shot",
            "own",
            "continue",
            "thread",
            "blocked-first",
            "blocked-afterwards",
            "blocked-bodies",
            "model-spend",
            "model-in-body",
            "model-streamed")) {
      scripts.put(name, wire -> wire.reply(200, JSON, completion(wire.name())));
    }
    for (String name : List.of("model-in-url", "model-others")) {
      scripts.put(name, wire -> wire.reply(200, JSON, CONTENT));
    }
    for (String name : List.of("early-close", "unread-close")) {
      scripts.put(name, wire -> wire.reply(200, JSON, longCompletion(wire.name())));
    }
    scripts.put(
        "cache", wire -> wire.reply(200, JSON + DATE + "Cache-Control: max-age=60\r\n", FOUND));
    scripts.put(
        "mark", wire -> wire.reply(200, JSON + "Connection: close\r\n", completion("mark")));
    scripts.put("multipart", wire -> wire.reply(200, JSON, image(16)));
    scripts.put("gzip", wire -> wire.reply(200, JSON + "Content-Encoding: gzip\r\n", gzip("gzip")));
    scripts.put("deflate", Replies::deflate);
    scripts.put(
        "brotli",
        wire ->
            wire.reply(
                200, JSON + "Content-Encoding: br\r\n", Stored.brotli(longCompletion("brotli"))));
    scripts.put(
        "zstd",
        wire ->
            wire.reply(
                200,
                JSON + "Content-Encoding: zstd\r\n",
                Stored.zstandard(longCompletion("zstd"))));
    scripts.put(
        "lz4",
        wire ->
            wire.reply(
                200, JSON + "Content-Encoding: lz4-framed\r\n", Stored.lz4(longCompletion("lz4"))));
    scripts.put("chunked", Replies::chunked);
    scripts.put("events", Replies::events);
    scripts.put("stream", Replies::stream);
    scripts.put("image", wire -> wire.reply(200, JSON, image(IMAGE_BASE64_LENGTH)));
    scripts.put("no-content", wire -> wire.startReply(204, ""));
    scripts.put("empty", wire -> wire.reply(200, JSON, ""));
    scripts.put("head", wire -> wire.startReply(200, JSON + "Content-Length: 77\r\n"));
    scripts.put("server-error", wire -> wire.reply(500, JSON, "{\"error\":{}}"));
    scripts.put("too-many", wire -> wire.reply(429, JSON + "Retry-After: 1\r\n", "{\"error\":{}}"));
    scripts.put("redirect", Replies::redirect);
    scripts.put("login", Replies::login);
    scripts.put("revalidate", Replies::revalidate);
    scripts.put("unavailable", new Unavailable());
    scripts.put("reset", wire -> partial(wire, Wire::reset));
    scripts.put("cut", wire -> partial(wire, Wire::cut));
    scripts.put("cancel", wire -> partial(wire, cancelled -> {}));
    scripts.put("begun", Replies::begin);
    scripts.put("unanswered", Wire::awaitHangUp);
    scripts.put("cancel-early", Wire::awaitAcknowledgement);
    scripts.put("shown-future", wire -> partial(wire, cancelled -> {}));
    scripts.put("read-timeout", Wire::awaitAcknowledgement);
    scripts.putAll(CanaryReplies.all());
    scripts.put("body-timeout", wire -> partial(wire, ended -> {}));
    scripts.put("call-timeout", Wire::awaitAcknowledgement);
    scripts.put(WireCases.CANCEL_SENDING, Wire::awaitAcknowledgement);
    scripts.put("interrupt", Replies::answerLate);
    scripts.put("reuse", wire -> wire.reply(200, JSON, completion(wire.peer())));
    scripts.put("virtual-threads", wire -> wire.reply(200, JSON, completion("concurrency")));
    scripts.put("gigabyte", Replies::gigabyte);
    scripts.put("stranger", wire -> wire.reply(200, JSON, "{}"));
    return scripts;
  }

  /** A chat completion with that id. */
  static String completion(String id) {
    return """
    {"id":"%s","object":"chat.completion","model":"gpt-4o-mini-2024-07-18",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}\
    """
        .formatted(id);
  }

  /** One event of a streamed completion. */
  static String event(int number) {
    String usage =
        number < EVENTS
            ? "null"
            : "{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110}";
    return """
    data: {"id":"events","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18",\
    "choices":[{"index":0,"delta":{"content":"%d"}}],"usage":%s}

    """
        .formatted(number, usage);
  }

  /** So long that no client reads to the usage unless the application wants it. */
  static String longCompletion(String id) {
    return completion(id).replace("Hello", "Hello".repeat(50_000));
  }

  static String image(int base64Length) {
    return "{\"created\":1,\"data\":[{\"b64_json\":\""
        + "iVBORw0KGgo/+A==".repeat(base64Length / 16)
        + "\"}],\"usage\":{\"input_tokens\":50,\"output_tokens\":4160,\"total_tokens\":4210}}";
  }

  private static void events(Wire wire) throws IOException {
    wire.startReply(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
    for (int number = 1; number <= EVENTS; number++) {
      wire.chunk(event(number));
      wire.awaitAcknowledgement();
    }
    wire.chunk("data: [DONE]\n\n");
    wire.write("0\r\n\r\n");
  }

  /** The same, without waiting for anybody. */
  private static void stream(Wire wire) throws IOException {
    wire.startReply(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
    for (int number = 1; number <= EVENTS; number++) {
      wire.chunk(event(number));
    }
    wire.chunk("data: [DONE]\n\n");
    wire.write("0\r\n\r\n");
  }

  /** A stream without an end. */
  private static void begin(Wire wire) throws IOException {
    wire.startReply(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
    wire.chunk(event(1) + event(2));
    wire.awaitHangUp();
  }

  private static void chunked(Wire wire) throws IOException {
    String body = completion("chunked");
    wire.startReply(200, JSON + "Transfer-Encoding: chunked\r\n");
    for (int from = 0; from < body.length(); from += 7) {
      wire.chunk(body.substring(from, Math.min(body.length(), from + 7)));
    }
    wire.write("0\r\nX-Trailer: last\r\n\r\n");
  }

  private static void answerLate(Wire wire) throws IOException {
    wire.awaitAcknowledgement();
    wire.replyAtOnce(JSON, completion("interrupt"));
  }

  /** A stream that long, with its usage at the end. */
  private static void gigabyte(Wire wire) throws IOException {
    wire.startReply(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
    String many = event(1).repeat(1000);
    for (long sent = 0; sent < 1 << 30; sent += many.length()) {
      wire.chunk(many);
    }
    wire.chunk(event(EVENTS) + "data: [DONE]\n\n");
    wire.write("0\r\n\r\n");
  }

  private static byte[] gzip(String id) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(completion(id).getBytes(ISO_8859_1));
    }
    return packed.toByteArray();
  }

  private static void deflate(Wire wire) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(completion("deflate").getBytes(ISO_8859_1));
    }
    wire.reply(200, JSON + "Content-Encoding: deflate\r\n", packed.toByteArray());
  }

  private static void redirect(Wire wire) throws IOException {
    String target = Cases.PATH + "?moved";
    if (wire.asksFor(target)) {
      wire.reply(200, JSON, completion("redirect"));
    } else {
      wire.reply(307, "Location: " + target + "\r\n", "");
    }
  }

  private static void login(Wire wire) throws IOException {
    if (wire.header("authorization") != null) {
      wire.reply(200, JSON, completion("login"));
    } else {
      wire.reply(401, "WWW-Authenticate: Basic realm=\"ai\"\r\n", "{\"error\":{}}");
    }
  }

  private static void revalidate(Wire wire) throws IOException {
    String tag = "Cache-Control: public, max-age=0\r\nETag: \"1\"\r\n";
    if (wire.header("if-none-match") == null) {
      wire.reply(200, JSON + DATE + tag, FOUND);
    } else {
      wire.startReply(304, DATE + tag);
    }
  }

  /** Every other time. */
  private static final class Unavailable implements Script {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public void answer(Wire wire) throws IOException {
      if (calls.getAndIncrement() % 2 == 0) {
        wire.reply(503, JSON + "Retry-After: 0\r\n", "{\"error\":{}}");
      } else {
        wire.reply(200, JSON, completion("unavailable"));
      }
    }
  }

  /** Breaks off when the application has read all that was sent. */
  private static void partial(Wire wire, Script end) throws IOException {
    wire.startReply(200, JSON + "Content-Length: 1000\r\n");
    wire.write(completion(wire.name()).substring(0, PARTIAL_BYTES));
    wire.awaitAcknowledgement();
    end.answer(wire);
  }
}
