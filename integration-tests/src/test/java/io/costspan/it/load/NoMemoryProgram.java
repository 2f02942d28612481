package io.costspan.it.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes calls, fills the heap again and again while it makes more, and then some in peace. */
public final class NoMemoryProgram {
  private static final int CALLS = 30;
  private static final long HUNGRY_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static volatile List<byte[]> eaten = new ArrayList<>();

  private NoMemoryProgram() {}

  /** URL, and the ledger, which has the first calls before memory is short. */
  public static void main(String[] arguments) throws Exception {
    LoadClients clients = new LoadClients(arguments[0]);
    calls(clients);
    Path ledger = Path.of(arguments[1]);
    while (!Files.exists(ledger) || Files.readAllLines(ledger).size() < CALLS) {
      Thread.sleep(10);
    }
    Thread glutton = new Thread(NoMemoryProgram::eat);
    glutton.setUncaughtExceptionHandler((thread, hunger) -> {});
    glutton.start();
    while (glutton.isAlive()) {
      try {
        clients.call(0);
      } catch (Throwable e) {
        // Without memory anything may fail in a client.
      }
    }
    calls(clients);
    System.out.println("done");
    System.exit(0);
  }

  private static void calls(LoadClients clients) throws Exception {
    for (int call = 0; call < CALLS; call++) {
      clients.call(call % 2);
    }
  }

  /** In ever smaller pieces, so that nothing is left for anybody. */
  private static void eat() {
    try {
      eatAndForget();
    } finally {
      eaten = null;
    }
  }

  private static void eatAndForget() {
    long end = System.nanoTime() + HUNGRY_NANOS;
    while (System.nanoTime() < end) {
      for (int piece = 1 << 20; piece > 8; ) {
        try {
          eaten.add(new byte[piece]);
        } catch (OutOfMemoryError e) {
          piece /= 2;
        }
      }
      eaten = new ArrayList<>();
    }
  }
}
