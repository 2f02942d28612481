package io.costspan.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.wire.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges to begin with: the stand-in's replies, and the recordings where they are available. */
final class Samples {
  private static final int LONGEST = 32 << 10;
  private static final Map<String, String> STAND_INS =
      Map.of(
          "openai-chat", "https://api.openai.com/v1/chat/completions",
          "openai-embeddings", "https://api.openai.com/v1/embeddings",
          "openai-image", "https://api.openai.com/v1/images/generations",
          "openai-responses", "https://api.openai.com/v1/responses",
          "anthropic-message", "https://api.anthropic.com/v1/messages",
          "gemini-generate",
              "https://generativelanguage.googleapis.com/v1beta/models/m:generateContent");

  private Samples() {}

  static List<Sample> all() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Sample> read() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<String, String> standIn : STAND_INS.entrySet()) {
      addReplies(standIn.getKey(), standIn.getValue(), samples);
    }
    Recordings recordings = Recordings.find();
    if (recordings != null) {
      recordings.all().stream()
          .map(Samples::recorded)
          .filter(sample -> sample != null && sample.length() < LONGEST)
          .forEach(samples::add);
    }
    return samples;
  }

  private static void addReplies(String name, String url, List<Sample> samples) throws IOException {
    for (String ending : List.of(".json", ".sse")) {
      Path folder = Path.of("../integration-tests/src/test/resources/sdk/__files");
      Path file = folder.resolve(name + ending);
      if (Files.exists(file)) {
        String type = ending.equals(".sse") ? "text/event-stream" : "application/json";
        Headers headers = key -> key.equalsIgnoreCase("content-type") ? type : null;
        byte[] request = "{\"messages\":[{}],\"model\":\"m\",\"n\":1}".getBytes(UTF_8);
        byte[] reply = Files.readAllBytes(file);
        samples.add(
            new Sample(name + ending, "POST", new URL(url), headers, request, 200, headers, reply));
      }
    }
  }

  private static @Nullable Sample recorded(Recording recording) {
    try {
      return new Sample(
          recording.id(),
          recording.text("method"),
          new URL(recording.text("url")),
          recording.headers("request_headers"),
          recording.body("request_body"),
          recording.status(),
          recording.headers("response_headers"),
          recording.body("response_body"));
    } catch (MalformedURLException webSocket) {
      return null;
    }
  }
}
