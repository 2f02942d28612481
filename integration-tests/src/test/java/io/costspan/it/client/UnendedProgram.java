package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one call to its end and others that it never ends: it waits for replies that never begin,
 * and holds on to replies that have begun. When it is told to, it forgets some more of these
 * without closing them, and collects garbage until it is killed.
 */
final class UnendedProgram {
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"model\":\"gpt-4o-mini\",\"stream\":true}";

  private static final List<Reply> KEPT = new ArrayList<>();

  private final Client client;
  private final Server server;

  private UnendedProgram(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  /** How many of each kind, name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 2);
    UnendedProgram program = new UnendedProgram(Clients.of(arguments[1], server), server);
    program.readAll("json");
    List<Reply> dropped = new ArrayList<>();
    for (int call = 0; call < Integer.parseInt(arguments[0]); call++) {
      program.ask();
      KEPT.add(program.begin());
      dropped.add(program.begin());
    }
    System.out.println("ready");
    System.in.read();
    dropped.clear();
    while (true) {
      System.gc();
      Thread.sleep(50);
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

  private void readAll(String name) throws Exception {
    Reply reply = send(name);
    reply.body().readAllBytes();
    reply.close();
  }
}
