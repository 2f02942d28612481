package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Makes calls of all kinds that are full of secrets, lets go of all that it had of them, and dumps
 * its heap.
 */
final class CanaryProgram {
  private static final List<String> REPLIES =
      List.of(
          "canary",
          "canary-events",
          "canary-error",
          "canary-refused",
          "canary-malformed",
          "canary-cut");

  /** More than buffers hold that outlive a call. */
  private static final int WASHING_BYTES = 1 << 20;

  private static final int WASHINGS = 4;
  private static final int COLLECTIONS = 20;
  private static final int MANY_COLLECTIONS = 200;

  private final Client client;
  private final Server server;
  private final String mark;

  private CanaryProgram(Client client, Server server, String mark) {
    this.client = client;
    this.server = server;
    this.mark = mark;
  }

  /**
   * The mark of all secrets, spelt backwards so that it is nowhere before; the file for the dump;
   * name of the client; the {@link Server}.
   */
  public static void main(String[] arguments) throws Exception {
    Thread caller = new Thread(() -> call(arguments), "caller");
    caller.start();
    caller.join();
    for (int i = 0; i < MANY_COLLECTIONS && (i < COLLECTIONS || isJdkClientAlive()); i++) {
      System.gc();
      Thread.sleep(50);
    }
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], true);
    System.exit(0);
  }

  /** Buffers of the JDK's client last as long as its threads. */
  private static boolean isJdkClientAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("HttpClient-"));
  }

  private static void call(String[] arguments) {
    Server server = Server.of(arguments, 3);
    try (Client client = Clients.of(arguments[2], server)) {
      String mark = new StringBuilder(arguments[0]).reverse().toString();
      new CanaryProgram(client, server, mark).run();
    } catch (Exception e) {
      System.out.println(e);
    }
  }

  private void run() throws Exception {
    for (String reply : REPLIES) {
      tell(reply, server.url() + Cases.PATH);
    }
    tell("canary", server.url() + "/v1/nothing/like/it");
    tell("canary", server.strangerUrl() + Cases.PATH);
    tell("canary-refused", server.closedUrl() + Cases.PATH);
    for (int washing = 0; washing < WASHINGS; washing++) {
      Content content = Cases.json("{\"model\":\"" + "w".repeat(WASHING_BYTES) + "\"}");
      read(Ask.of("POST", "early-close", server.url() + Cases.PATH, content));
    }
  }

  /** A character beyond Latin-1 has strings stored in another way. */
  private void tell(String reply, String url) throws Exception {
    String prompt =
        "{\"model\":\"gpt-4o-mini\",\"stream\":%b,\"user\":\"%s-user\",\"messages\":[{\"role\":\"user\",\"content\":\"%s-prompt 我\"}]}"
            .formatted(reply.equals("canary-events"), mark, mark);
    for (boolean streams : new boolean[] {false, true}) {
      Content content = new Content("application/json", prompt.getBytes(UTF_8), streams);
      read(
          Ask.of("POST", reply, url + "?token=" + mark + "-query", content)
              .with("Authorization", "Bearer " + mark + "-key"));
    }
  }

  /** Some fail, as they should. */
  private void read(Ask ask) throws Exception {
    try {
      Reply reply = client.prepare(ask).send();
      String text = new String(reply.body().readAllBytes(), UTF_8);
      System.out.println(reply.status() + " " + text.length());
      reply.close();
    } catch (Exception e) {
      System.out.println(e.getClass());
    }
  }
}
