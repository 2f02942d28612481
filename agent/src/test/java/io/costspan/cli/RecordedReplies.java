package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.recordings.Recording;
import io.costspan.recordings.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Recorded exchanges as entries of an archive: those that the project carries, and the others. */
final class RecordedReplies {
  private static final Instant RECORDED = Instant.parse("2026-08-21T12:00:00Z");
  private static final Path OWN = Path.of("../integration-tests/src/test/resources/sdk/__files");
  private static final Path DEMO = Path.of("../demo/src/main/resources/io/costspan/demo/replies");

  private RecordedReplies() {}

  /** An exchange and what to call it. */
  record Named(String id, HarEntry entry) {}

  /** What the project carries. */
  static List<Named> own() {
    List<Named> all = new ArrayList<>();
    files(OWN).stream()
        .filter(file -> !name(file).contains("overloaded"))
        .forEach(file -> all.add(own(file, url(name(file)))));
    files(DEMO).forEach(file -> all.add(own(file, demoUrl(name(file)))));
    return all;
  }

  /** What lies beside the project where it is available; else none. */
  static List<Named> beside() {
    Recordings recordings = Recordings.find();
    try {
      return recordings == null
          ? List.of()
          : recordings.all().stream().map(RecordedReplies::named).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Named named(Recording recording) {
    return new Named(
        recording.id(),
        new HarEntry(
            RECORDED,
            0,
            String.valueOf(recording.text("method")),
            String.valueOf(recording.text("url")),
            new HarMessage(recording.fields("request_headers"), recording.body("request_body")),
            recording.status(),
            new HarMessage(recording.fields("response_headers"), recording.body("response_body"))));
  }

  private static Named own(Path file, String url) {
    Map<String, String> json = Map.of("content-type", "application/json");
    byte[] request = "{\"messages\":[{}],\"model\":\"m\",\"n\":1}".getBytes(UTF_8);
    HarMessage reply = new HarMessage(Map.of("content-type", type(name(file))), content(file));
    return new Named(
        name(file),
        new HarEntry(RECORDED, 0, "POST", url, new HarMessage(json, request), 200, reply));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "sse" -> "text/event-stream";
      case "eventstream" -> "application/vnd.amazon.eventstream";
      default -> "application/json";
    };
  }

  private static String url(String name) {
    return switch (name.replaceFirst("(-without-usage)?\\.\\w+$", "")) {
      case "openai-chat" -> "https://api.openai.com/v1/chat/completions";
      case "openai-embeddings" -> "https://api.openai.com/v1/embeddings";
      case "openai-image" -> "https://api.openai.com/v1/images/generations";
      case "openai-responses" -> "https://api.openai.com/v1/responses";
      case "bedrock-converse" ->
          "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-pro-v1:0/converse";
      case "bedrock-converse-stream" ->
          "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-micro-v1:0/converse-stream";
      case "anthropic-message" -> "https://api.anthropic.com/v1/messages";
      case "gemini-generate" ->
          "https://generativelanguage.googleapis.com/v1beta/models/m:generateContent";
      default -> throw new IllegalArgumentException("say where " + name + " comes from");
    };
  }

  private static String demoUrl(String name) {
    return name.startsWith("claude")
        ? url("anthropic-message.json")
        : url((name.startsWith("dall-e") ? "openai-image" : "openai-chat") + ".json");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
