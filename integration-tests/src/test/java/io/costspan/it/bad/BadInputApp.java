package io.costspan.it.bad;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Meets every {@link BadCase} with every client. Argument: the endpoint's URL. */
final class BadInputApp {
  private static final String QUESTION =
      "{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";

  /** Enough of an endless stream to fill any buffer that should not be there. */
  private static final long ENOUGH = 64 << 20;

  static final SortedMap<String, Client> CLIENTS =
      new TreeMap<>(
          Map.of(
              "OkHttp", BadInputApp::okHttp,
              "Apache", BadInputApp::apache,
              "JDK", BadInputApp::jdk));

  private BadInputApp() {}

  interface Client {
    void call(String url, long limit) throws Exception;
  }

  public static void main(String[] arguments) {
    for (String client : CLIENTS.keySet()) {
      for (BadCase bad : BadCase.values()) {
        long limit = bad == BadCase.ENDLESS_STREAM ? ENOUGH : Long.MAX_VALUE;
        section(
            client + " " + bad, () -> CLIENTS.get(client).call(arguments[0] + bad.path(), limit));
      }
    }
    System.exit(0);
  }

  private static void okHttp(String url, long limit) throws IOException {
    var body = RequestBody.create(QUESTION, MediaType.get("application/json"));
    var request = new Request.Builder().url(url).post(body).build();
    try (var response = new OkHttpClient().newCall(request).execute()) {
      line(response.code());
      read(response.body().byteStream(), limit);
    }
  }

  private static void apache(String url, long limit) throws IOException {
    HttpPost post = new HttpPost(url);
    post.setEntity(new StringEntity(QUESTION, ContentType.APPLICATION_JSON));
    try (var client = HttpClients.createDefault();
        var response = client.executeOpen(null, post, null)) {
      line(response.getCode());
      read(response.getEntity().getContent(), limit);
      if (limit < Long.MAX_VALUE) {
        post.abort();
      }
    }
  }

  private static void jdk(String url, long limit) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(QUESTION))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    line(response.statusCode());
    try (InputStream in = response.body()) {
      read(in, limit);
    }
  }

  /** How much came, and which bytes, up to the limit or to whatever ends it. */
  private static void read(InputStream in, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    CRC32 checksum = new CRC32();
    long total = 0;
    try {
      while (total < limit) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - total));
        if (read < 0) {
          return;
        }
        total += read;
        checksum.update(buffer, 0, read);
      }
    } finally {
      line(total + " bytes, crc " + checksum.getValue());
    }
  }
}
