package io.costspan.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which locks threads wait for when many make calls while the ledger is on, and whether the ledger
 * has them all. A flight recording tells; it does not see virtual threads that wait for a lock of
 * {@code java.util.concurrent}.
 */
final class LockRow implements Row {
  /** The first half warms the JVM up, and is not recorded. */
  private static final int CALLS = 20_000;

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.JavaMonitorEnter">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">0 ns</setting>
        </event>
        <event name="jdk.ThreadPark">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">0 ns</setting>
        </event>
      </configuration>
      """;

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    for (String client : lab.options().list("clients", "okhttp,apache,jdk,openai")) {
      measure(lab, jdk, client, "64");
      if (jdk.hasVirtualThreads()) {
        measure(lab, jdk, client, "v1000");
      }
    }
  }

  private static void measure(Lab lab, Jdk jdk, String client, String who) throws Exception {
    int calls = lab.options().share(CALLS / 2);
    Path ledger = lab.folder().resolve("ledger.jsonl");
    Path recording = lab.folder().resolve("locks.jfr");
    Path settings = Files.writeString(lab.folder().resolve("locks.jfc"), SETTINGS);
    Files.deleteIfExists(ledger);
    lab.agents().options(",ledger=" + ledger);
    try (Worker worker = new Worker(lab, jdk, Variant.C, client)) {
      worker.chat("chat " + who + " " + calls, calls);
      worker.child().ask("record " + settings + " " + recording);
      worker.chat("chat " + who + " " + calls, calls);
      worker.child().ask("stop");
      worker.exit("locks");
    } finally {
      lab.agents().options("");
    }
    String figure = client + ".locks." + who;
    lab.results().add(jdk, figure + ".lost", Variant.C, 2 * calls - lines(ledger));
    List<Waiting.Place> top = Waiting.top(recording, 10);
    lab.results()
        .add(jdk, figure + ".ours", Variant.C, top.stream().filter(Waiting.Place::isOurs).count());
    StringBuilder text = new StringBuilder(figure + ": waiting for locks, most first:");
    top.forEach(place -> text.append(' ').append(place).append(';'));
    lab.results().note(jdk, text.toString());
  }

  private static long lines(Path ledger) throws IOException {
    try (Stream<String> lines = Files.lines(ledger)) {
      return lines.count();
    }
  }
}
