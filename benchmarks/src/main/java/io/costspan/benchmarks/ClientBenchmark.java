package io.costspan.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A call by each client over loopback with the packed agent attached, to a provider and to another
 * host, beside what it costs without the agent. Run it in the root of the project, with {@code
 * -prof gc} for bytes: the server in the same JVM allocates none.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public class ClientBenchmark {
  private static final int FORKS = 2;
  private static final int PORT = 18_764;
  private static final String AGENT =
      "-javaagent:agent/target/costspan-agent.jar=receipt=false,telemetry=none,"
          + "endpoints=http://localhost:18764=openai";

  private static final String PROVIDER = "http://localhost:" + PORT + "/v1/chat/completions";

  /** The same server. */
  private static final String STRANGER = "http://127.0.0.1:" + PORT + "/v1/orders";

  private static final byte[] QUESTION =
      ("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""
              + "word ".repeat(80)
              + "\"}]}")
          .getBytes(StandardCharsets.UTF_8);

  @Param({"jdk", "okhttp", "apache5"})
  private String client;

  private Caller caller;

  private interface Caller {
    int call(String url) throws Exception;
  }

  /** Named {@code strangerBeside}, it goes beside a call to the provider that does not end. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    new Server().open();
    caller =
        switch (client) {
          case "jdk" -> jdk();
          case "okhttp" -> okHttp();
          default -> apache5();
        };
    if (params.getBenchmark().endsWith("Beside")) {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(PROVIDER + "?endless"))
                  .version(Version.HTTP_1_1)
                  .POST(BodyPublishers.ofByteArray(QUESTION))
                  .build(),
              BodyHandlers.ofInputStream());
    }
  }

  private static Caller jdk() {
    HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    return url ->
        http.send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(QUESTION))
                    .build(),
                BodyHandlers.ofByteArray())
            .body()
            .length;
  }

  private static Caller okHttp() {
    OkHttpClient http = new OkHttpClient();
    MediaType type = MediaType.get("application/json");
    return url -> {
      Request request =
          new Request.Builder().url(url).post(RequestBody.create(QUESTION, type)).build();
      try (Response response = http.newCall(request).execute()) {
        return response.body().bytes().length;
      }
    };
  }

  private static Caller apache5() {
    CloseableHttpClient http = HttpClients.createDefault();
    return url ->
        http.execute(
            ClassicRequestBuilder.post(url)
                .setEntity(QUESTION, ContentType.APPLICATION_JSON)
                .build(),
            response -> EntityUtils.toByteArray(response.getEntity()).length);
  }

  @Benchmark
  @Fork(FORKS)
  public int without() throws Exception {
    return caller.call(PROVIDER);
  }

  /** By itself, because addresses are parsed in different ways. */
  @Benchmark
  @Fork(FORKS)
  public int withoutToStranger() throws Exception {
    return caller.call(STRANGER);
  }

  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT)
  public int stranger() throws Exception {
    return caller.call(STRANGER);
  }

  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT)
  public int strangerBeside() throws Exception {
    return caller.call(STRANGER);
  }

  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT)
  public int provider() throws Exception {
    return caller.call(PROVIDER);
  }

  /**
   * Knows that all bodies of requests have the same length. Replies to one with a query never end.
   */
  private static final class Server {
    private static final byte[] BODY =
        ("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1755000000,"
                + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
                + "\"assistant\",\"content\":\""
                + "word ".repeat(300)
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8372,"
                + "\"completion_tokens\":333}}")
            .getBytes(StandardCharsets.UTF_8);

    private static final byte[] REPLY = reply(BODY.length);
    private static final byte[] ENDLESS = reply(BODY.length + 1);

    private static byte[] reply(int length) {
      return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + length
              + "\r\n\r\n"
              + new String(BODY, StandardCharsets.UTF_8))
          .getBytes(StandardCharsets.UTF_8);
    }

    void open() throws IOException {
      ServerSocket socket = new ServerSocket(PORT, 50, InetAddress.getByName(null));
      start(
          () -> {
            while (true) {
              Socket connection = socket.accept();
              connection.setTcpNoDelay(true);
              start(() -> serve(connection));
            }
          });
    }

    private interface Work {
      void run() throws IOException;
    }

    private static void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException closed) {
                  // The benchmark is over.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    private static void serve(Socket connection) throws IOException {
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      byte[] request = new byte[8192];
      int length = 0;
      for (int count = in.read(request);
          count > 0;
          count = in.read(request, length, request.length - length)) {
        length += count;
        int head = headLength(request, length);
        if (head > 0 && length == head + QUESTION.length) {
          out.write(isEndless(request) ? ENDLESS : REPLY);
          length = 0;
        }
      }
    }

    private static int headLength(byte[] request, int length) {
      for (int at = 3; at < length; at++) {
        if (request[at] == '\n' && request[at - 1] == '\r' && request[at - 2] == '\n') {
          return at + 1;
        }
      }
      return 0;
    }

    private static boolean isEndless(byte[] request) {
      int at = 0;
      while (request[at] != '\r' && request[at] != '?') {
        at++;
      }
      return request[at] == '?';
    }
  }
}
