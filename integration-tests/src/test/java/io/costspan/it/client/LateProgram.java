package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Reply;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Makes calls before and after a line is typed, when the agent may be attached, and has two under
 * way meanwhile: one that waits for its reply, and one that has read a part of it.
 */
final class LateProgram {
  static final String READY = "ready";

  /** How many calls are begun before the line and ended after it. */
  static final int UNDER_WAY = 2;

  static final List<String> CASES =
      List.of(
          "json",
          "gzip",
          "events",
          "server-error",
          "cut",
          "one-shot",
          "redirect",
          "multipart",
          "connect-refused");
  private static final String WAITING = "interrupt";
  private static final String READING = "events";

  private final Server server;
  private final Cases cases;

  private LateProgram(Client client, Server server) {
    this.server = server;
    this.cases = new Cases(client, server);
  }

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      new LateProgram(client, server).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    Map<String, Case> all = cases.all();
    CASES.forEach(name -> Transcript.section("early " + name, all.get(name)::run));
    CompletableFuture<Reply> waiting = new CompletableFuture<>();
    new Thread(() -> send(waiting)).start();
    server.awaitArrival(WAITING);
    Reply reading = cases.chat(READING).send();
    BufferedReader lines = new BufferedReader(new InputStreamReader(reading.body(), UTF_8));
    line(lines.readLine());
    line(READY);
    System.in.read();
    Transcript.section("reading", () -> readOn(lines, reading));
    server.acknowledge(WAITING);
    Transcript.section("waiting", () -> Cases.readAll(waiting.get()));
    CASES.forEach(name -> Transcript.section("late " + name, all.get(name)::run));
  }

  private void send(CompletableFuture<Reply> waiting) {
    try {
      waiting.complete(cases.chat(WAITING).send());
    } catch (Throwable thrown) {
      waiting.completeExceptionally(thrown);
    }
  }

  private void readOn(BufferedReader lines, Reply reading) throws Exception {
    server.acknowledge(READING);
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line(text);
      if (text.startsWith("data: {")) {
        server.acknowledge(READING);
      }
    }
    Cases.show(reading).close();
  }
}
