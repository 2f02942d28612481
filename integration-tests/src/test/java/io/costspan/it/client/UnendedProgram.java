package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one call to its end and others that it never ends, says {@code ready}, and collects garbage
 * until it is told to stop.
 */
final class UnendedProgram {
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"model\":\"gpt-4o-mini\",\"stream\":true}";

  /** What to do with the calls that do not end. */
  enum Way {
    /** Hold on to replies that have begun. */
    KEPT,
    /** Forget replies that have begun, without closing them. */
    DROPPED,
    /** Wait for replies that never begin. */
    UNANSWERED
  }

  private static final List<Reply> KEPT = new ArrayList<>();

  private final Client client;
  private final Server server;

  private UnendedProgram(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  /** The {@link Way}, how many, name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 3);
    try (Client client = Clients.of(arguments[2], server)) {
      new UnendedProgram(client, server)
          .run(Way.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
      System.out.println("ready");
      while (System.in.available() == 0) {
        System.gc();
        Thread.sleep(50);
      }
    }
    System.exit(0);
  }

  private void run(Way way, int count) throws Exception {
    readAll(send("json"));
    for (int call = 0; call < count; call++) {
      switch (way) {
        case KEPT, DROPPED -> KEPT.add(begin());
        case UNANSWERED -> ask();
      }
    }
    if (way == Way.DROPPED) {
      KEPT.clear();
    }
  }

  private Reply begin() throws Exception {
    Reply reply = send("begun");
    byte[] events = new byte[2 * Replies.event(1).length()];
    reply.body().readNBytes(events, 0, events.length);
    return reply;
  }

  private void ask() {
    Thread caller =
        new Thread(
            () -> {
              try {
                send("unanswered");
              } catch (Exception interrupted) {
                System.out.println(interrupted);
              }
            });
    caller.setDaemon(true);
    caller.start();
  }

  private Reply send(String name) throws Exception {
    Content content = new Content("application/json", QUESTION.getBytes(UTF_8), false);
    return client.prepare(Ask.of("POST", name, server.url() + Cases.PATH, content)).send();
  }

  private static void readAll(Reply reply) throws IOException {
    reply.body().readAllBytes();
    reply.close();
  }
}
