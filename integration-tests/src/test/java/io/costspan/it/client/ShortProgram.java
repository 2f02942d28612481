package io.costspan.it.client;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs some cases that differ for the agent through one client, the first of them twice: something
 * may happen to the application after the first.
 */
final class ShortProgram {
  /** A file that is overwritten in place after the first call. */
  static final String OVERWRITE = "overwrite";

  private static final int SETTLING_MILLIS = 500;
  private static final List<String> CASES =
      List.of(
          "json",
          "gzip",
          "deflate",
          "events",
          "server-error",
          "early-close",
          "cut",
          "one-shot",
          "redirect",
          "multipart",
          "connect-refused",
          "own-objects",
          "response",
          "h2-json");

  private ShortProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      Map<String, Case> cases = of(client, server);
      Transcript.section("first", cases.get("json")::run);
      awaitNoMoreClasses();
      if (System.getProperty(OVERWRITE) != null) {
        Files.write(Path.of(System.getProperty(OVERWRITE)), new byte[10_000_000]);
      }
      LoadWatch.take();
      cases.forEach((name, each) -> Transcript.section(name, each::run));
      LoadWatch.take().forEach(System.err::println);
    }
    System.exit(0);
  }

  /** Those of the cases that the client has. */
  static Map<String, Case> of(Client client, Server server) {
    Map<String, Case> all = new Cases(client, server).all();
    Map<String, Case> some = new LinkedHashMap<>();
    CASES.stream().filter(all::containsKey).forEach(name -> some.put(name, all.get(name)));
    return some;
  }

  /**
   * Waits until what the first call set in motion, on threads of its own, has loaded. On a busy
   * machine these threads may not get their turn for long, but then they want to run.
   */
  static void awaitNoMoreClasses() throws InterruptedException {
    var loading = ManagementFactory.getClassLoadingMXBean();
    long before;
    do {
      before = loading.getTotalLoadedClassCount();
      Thread.sleep(SETTLING_MILLIS);
    } while (loading.getTotalLoadedClassCount() != before || isAgentBusy());
  }

  private static boolean isAgentBusy() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
        .map(Thread::getThreadGroup)
        .anyMatch(group -> group != null && group.getName().equals("costspan"));
  }
}
