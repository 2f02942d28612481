package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.lang.management.ManagementFactory;

/**
 * Prints how many bytes the calling thread allocates for a call to a host that is no AI endpoint.
 */
final class StrangerBytesProgram {
  private static final int WARM_UP = 3000;
  private static final int CALLS = 1000;

  private StrangerBytesProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    try (Client client = Clients.of(arguments[0], server)) {
      for (int call = 0; call < WARM_UP + CALLS; call++) {
        long before = threads.getThreadAllocatedBytes(thread);
        ask(client, server.strangerUrl() + "/v1/things");
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        least = call < WARM_UP ? least : Math.min(least, allocated);
      }
    }
    System.out.println(least);
    System.exit(0);
  }

  private static void ask(Client client, String url) throws Exception {
    Content content = new Content("application/json", "{}".getBytes(UTF_8), false);
    Reply reply = client.prepare(Ask.of("POST", "json", url, content)).send();
    reply.body().readAllBytes();
    reply.close();
  }
}
