package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.bytes;
import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Call;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Limit;
import io.costspan.it.client.Client.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What an application does with a client. */
final class Cases {
  static final String PATH = "/v1/chat/completions";
  private static final String IMAGE_PATH = "/v1/images/generations";
  static final int CONCURRENT_CALLS = 32;
  static final int SHORT_MILLIS = 500;
  static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"model\":\"gpt-4o-mini\"}";

  private final Client client;
  private final Server server;

  Cases(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  /** Every case by its name. */
  Map<String, Case> all() {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (String plain :
        List.of(
            "json",
            "gzip",
            "deflate",
            "chunked",
            "empty",
            "server-error",
            "too-many",
            "redirect",
            "login",
            "no-content")) {
      cases.put(plain, () -> readAll(chat(plain).send()));
    }
    cases.put("image", () -> readAll(call("image", IMAGE_PATH, json(imageQuestion())).send()));
    cases.put("events", this::readEvents);
    cases.put("early-close", this::closeEarly);
    cases.put("unread-close", () -> show(chat("unread-close").send()).close());
    cases.put("cancel", this::cancelWhileReading);
    cases.put("cancel-early", this::cancelWhileWaiting);
    cases.put("reset", () -> readUntilItBreaks("reset"));
    cases.put("cut", () -> readUntilItBreaks("cut"));
    cases.put("head", this::askForHead);
    cases.put("one-shot", () -> readAll(call("one-shot", PATH, stream(QUESTION)).send()));
    cases.put(
        "multipart", () -> readAll(call("multipart", "/v1/images/edits", multipart()).send()));
    cases.put("read-timeout", this::timeOut);
    cases.put("connect-refused", this::beRefused);
    cases.put("stranger", this::askStranger);
    cases.put("concurrency", () -> callManyTimesAtOnce(() -> chat("concurrency")));
    cases.putAll(new WireCases(this, server).of(client));
    cases.putAll(new ThreadCases(this, server, client.limits()).all());
    cases.putAll(new LimitCases(this, server, client.limits()).all());
    if (client.cancelsBeforeSending()) {
      cases.put("cancel-unsent", this::cancelUnsent);
    }
    cases.putAll(client.ownCases());
    if (client.speaksHttp2()) {
      addHttp2To(cases);
    }
    return cases;
  }

  private void addHttp2To(Map<String, Case> cases) {
    for (String name : List.of("h2-json", "h2-events")) {
      cases.put(name, () -> readAll(secureChat(name).send()));
    }
    cases.put(
        "h2-image", () -> readAll(secure("h2-image", IMAGE_PATH, json(imageQuestion())).send()));
    cases.put("h2-reset", this::loseConnection);
    cases.put("h2-concurrency", () -> callManyTimesAtOnce(() -> secureChat("h2-concurrency")));
  }

  private Call secureChat(String name) throws Exception {
    return secure(name, PATH, json(QUESTION));
  }

  private Call secure(String name, String path, Content content) throws Exception {
    return client.prepare(Ask.of("POST", name, server.secureUrl() + path, content));
  }

  Call chat(String name) throws Exception {
    return call(name, PATH, json(QUESTION));
  }

  /** The question of that case to a server, to be made a call. */
  Ask ask(String name, String url) {
    return Ask.of("POST", name, url + PATH, json(QUESTION));
  }

  Call prepare(Ask ask) throws Exception {
    return client.prepare(ask);
  }

  private Call call(String name, String path, Content content) throws Exception {
    return client.prepare(Ask.of("POST", name, server.url() + path, content));
  }

  static Content json(String text) {
    return new Content("application/json", text.getBytes(UTF_8), false);
  }

  private static Content stream(String text) {
    return new Content("application/json", text.getBytes(UTF_8), true);
  }

  private static String imageQuestion() {
    return "{\"model\":\"gpt-image-1\",\"prompt\":\"A cat\",\"size\":\"1024x1024\"}";
  }

  private static Content multipart() {
    String body =
        """
        --limit\r
        Content-Disposition: form-data; name="model"\r
        \r
        gpt-image-1\r
        --limit\r
        Content-Disposition: form-data; name="image"; filename="cat.png"\r
        Content-Type: image/png\r
        \r
        %s\r
        --limit--\r
        """
            .formatted("PNG".repeat(20_000));
    return new Content("multipart/form-data; boundary=limit", body.getBytes(UTF_8), false);
  }

  static Reply show(Reply reply) {
    line("status " + reply.status());
    reply.headers().forEach(Transcript::line);
    return reply;
  }

  static void readAll(Reply reply) throws Exception {
    show(reply);
    try (InputStream body = reply.body()) {
      bytes(body.readAllBytes());
    }
    reply.close();
  }

  private void readEvents() throws Exception {
    Reply reply = show(chat("events").send());
    BufferedReader lines = new BufferedReader(new InputStreamReader(reply.body(), UTF_8));
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line(text);
      if (text.startsWith("data: {")) {
        server.acknowledge("events");
      }
    }
    reply.close();
  }

  static byte[] part(InputStream body) throws IOException {
    byte[] part = new byte[Replies.PARTIAL_BYTES];
    body.readNBytes(part, 0, part.length);
    return part;
  }

  private void closeEarly() throws Exception {
    Reply reply = show(chat("early-close").send());
    InputStream body = reply.body();
    bytes(part(body));
    body.close();
    reply.close();
  }

  private void cancelWhileReading() throws Exception {
    Call call = chat("cancel");
    Reply reply = show(call.send());
    InputStream body = reply.body();
    bytes(part(body));
    cancelSoon(call, () -> {});
    try {
      bytes(body.readAllBytes());
    } finally {
      server.acknowledge("cancel");
    }
  }

  /**
   * Whether a client notices while it writes or while it reads is chance, and so is the message.
   */
  private void loseConnection() throws Exception {
    try {
      readAll(secureChat("h2-reset").send());
    } catch (IOException withOneOfSomeMessages) {
      line("threw an IOException");
    }
  }

  private void cancelWhileWaiting() throws Exception {
    Call call = chat("cancel-early");
    cancelSoon(call, () -> server.awaitArrival("cancel-early"));
    try {
      readAll(call.send());
    } catch (CancellationException withOneOfSomeCauses) {
      line("threw " + withOneOfSomeCauses.getClass());
    } finally {
      server.acknowledge("cancel-early");
    }
  }

  private void cancelUnsent() throws Exception {
    Call call = chat("json");
    call.cancel();
    try {
      readAll(call.send());
    } catch (Exception cancelled) {
      line("threw " + cancelled.getClass() + " " + cancelled.getMessage());
    }
  }

  private static void cancelSoon(Call call, Case after) {
    Thread canceller =
        new Thread(
            () -> {
              try {
                after.run();
                Thread.sleep(150);
                call.cancel();
              } catch (Exception e) {
                line("cancelling threw " + e);
              }
            });
    canceller.setDaemon(true);
    canceller.start();
  }

  private void readUntilItBreaks(String name) throws Exception {
    Reply reply = show(chat(name).send());
    InputStream body = reply.body();
    bytes(part(body));
    server.acknowledge(name);
    try {
      line("read " + body.read(new byte[10]));
    } finally {
      reply.close();
    }
  }

  private void askForHead() throws Exception {
    Ask ask = Ask.of("HEAD", "head", server.url() + PATH, Content.NONE);
    readAll(client.prepare(ask).send());
  }

  private void timeOut() throws Exception {
    try {
      Ask ask = Ask.of("POST", "read-timeout", server.url() + PATH, json(QUESTION));
      readAll(client.prepare(ask.within(Limit.ANSWER, SHORT_MILLIS)).send());
    } catch (SocketTimeoutException | HttpTimeoutException withOneOfSomeCauses) {
      line("threw " + withOneOfSomeCauses.getClass());
    } finally {
      server.acknowledge("read-timeout");
    }
  }

  private void beRefused() throws Exception {
    Ask ask = Ask.of("POST", "connect-refused", server.closedUrl() + PATH, json(QUESTION));
    readAll(client.prepare(ask).send());
  }

  private void askStranger() throws Exception {
    Ask ask = Ask.of("POST", "stranger", server.strangerUrl() + PATH, json(QUESTION));
    readAll(client.prepare(ask).send());
  }

  static void callManyTimesAtOnce(Callable<Call> calls) throws Exception {
    callManyTimesAtOnce(Executors.newFixedThreadPool(CONCURRENT_CALLS), calls);
  }

  static void callManyTimesAtOnce(ExecutorService threads, Callable<Call> calls) throws Exception {
    List<Future<Integer>> lengths = new ArrayList<>();
    for (int number = 0; number < CONCURRENT_CALLS; number++) {
      lengths.add(threads.submit(() -> length(calls.call().send())));
    }
    for (Future<Integer> length : lengths) {
      line("length " + length.get());
    }
    threads.shutdown();
  }

  static int length(Reply reply) throws IOException {
    try (InputStream body = reply.body()) {
      return body.readAllBytes().length;
    } finally {
      reply.close();
    }
  }
}
