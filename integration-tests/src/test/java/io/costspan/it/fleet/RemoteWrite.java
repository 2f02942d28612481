package io.costspan.it.fleet;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/** Sends history to a server by Prometheus' remote write protocol, version 1. */
final class RemoteWrite {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI uri;

  RemoteWrite(String uri) {
    this.uri = URI.create(uri);
  }

  /** Sends what scrapes of that JVM would have shown, {@code stepMillis} apart. */
  void send(String job, SimulatedJvm jvm, int from, int to, long startMillis, long stepMillis)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (Series series : jvm.series()) {
      Map<String, String> labels = new TreeMap<>(series.labels());
      labels.putAll(Map.of("__name__", series.name(), "job", job, "instance", jvm.instance()));
      Content content =
          message -> {
            for (Map.Entry<String, String> label : labels.entrySet()) {
              write(message, 1, pair -> writeLabel(pair, label));
            }
            for (int tick = from; tick < to; tick++) {
              double value = series.after(jvm.rounds(tick));
              long time = startMillis + tick * stepMillis;
              write(message, 2, sample -> writeSample(sample, value, time));
            }
          };
      write(out, 1, content);
    }
    out.flush();
    post(Snappy.compress(bytes.toByteArray()));
  }

  private static void writeLabel(CodedOutputStream pair, Map.Entry<String, String> label)
      throws IOException {
    pair.writeString(1, label.getKey());
    pair.writeString(2, label.getValue());
  }

  private static void writeSample(CodedOutputStream sample, double value, long time)
      throws IOException {
    sample.writeDouble(1, value);
    sample.writeInt64(2, time);
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static void write(CodedOutputStream out, int field, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream message = CodedOutputStream.newInstance(bytes);
    content.write(message);
    message.flush();
    out.writeByteArray(field, bytes.toByteArray());
  }

  private void post(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
  }
}
