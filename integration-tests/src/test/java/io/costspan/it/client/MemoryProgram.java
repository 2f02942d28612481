package io.costspan.it.client;

import com.sun.management.ThreadMXBean;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Measures what calls cost in memory; prints figures. */
final class MemoryProgram {
  private static final int WARM_UP_CALLS = 150;
  private static final int MEASURED_CALLS = 300;
  private static final int IMAGES = 4;
  private static final int SETTLING_MILLIS = 300;
  private static final int SETTLED_BYTES = 4_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Client client;
  private final Server server;

  private MemoryProgram(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  /** {@code stranger} or {@code image}, name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 2);
    try (Client client = Clients.of(arguments[1], server)) {
      MemoryProgram program = new MemoryProgram(client, server);
      System.out.println(
          arguments[0].equals("image")
              ? String.valueOf(program.heldByHalfAnImage())
              : program.allocatedByCallOfAStranger());
    }
    System.exit(0);
  }

  /** The bytes that the calling thread allocated in a call: each figure that is no rarity. */
  private String allocatedByCallOfAStranger() throws Exception {
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      read(send("stranger", server.strangerUrl()));
    }
    Map<Long, Integer> callsByBytes = new TreeMap<>();
    for (int call = 0; call < MEASURED_CALLS; call++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      read(send("stranger", server.strangerUrl()));
      callsByBytes.merge(THREADS.getCurrentThreadAllocatedBytes() - before, 1, Integer::sum);
    }
    callsByBytes.values().removeIf(calls -> calls < MEASURED_CALLS / 10);
    return callsByBytes.keySet().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Bytes of heap that one half-read reply of 8 MB holds. */
  private long heldByHalfAnImage() throws Exception {
    for (int call = 0; call < IMAGES; call++) {
      read(send("image", server.url()));
    }
    List<Reply> halfRead = new ArrayList<>();
    for (int call = 0; call < IMAGES; call++) {
      Reply reply = send("image", server.url());
      reply.body().skipNBytes(Replies.IMAGE_BASE64_LENGTH / 2);
      halfRead.add(reply);
    }
    long during = settledLiveBytes();
    for (Reply reply : halfRead) {
      read(reply);
    }
    halfRead.clear();
    return (during - settledLiveBytes()) / IMAGES;
  }

  /**
   * Waits for threads in the background, which may be loading what they need for the first time.
   */
  private static long settledLiveBytes() throws InterruptedException {
    long before;
    long now = liveBytes();
    do {
      Thread.sleep(SETTLING_MILLIS);
      before = now;
      now = liveBytes();
    } while (Math.abs(now - before) > SETTLED_BYTES);
    return now;
  }

  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private Reply send(String name, String url) throws Exception {
    byte[] question = "{\"model\":\"gpt-image-1\"}".getBytes();
    Content content = new Content("application/json", question, false);
    return client.prepare(Ask.of("POST", name, url + "/v1/images/generations", content)).send();
  }

  private static void read(Reply reply) throws IOException {
    InputStream body = reply.body();
    byte[] buffer = new byte[8192];
    for (int count = 0; count >= 0; count = body.read(buffer)) {}
    reply.close();
  }
}
