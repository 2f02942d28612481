package io.costspan.benchmarks.callers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Makes calls when it is told to, one command a line on its standard input: {@code chat 16 4000}
 * are 4,000 calls on 16 threads. Each answer begins with what all threads had allocated when the
 * command arrived, so that the next one tells what this one took, with all that happened later.
 * Arguments: client, base URL of the AI, base URL of something else.
 */
public final class Worker {
  private final Client client;
  private final String ai;
  private final String other;
  private final Crowd crowd = new Crowd();
  private final Allocated allocated = new Allocated();
  private Recording recording;

  private Worker(String[] arguments) {
    client = Client.named(arguments[0], arguments[1]);
    ai = arguments[1];
    other = arguments[2];
  }

  public static void main(String[] arguments) throws Exception {
    Worker worker = new Worker(arguments);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    System.out.println("@ ready=1");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long before = worker.allocated.bytes();
      String answer = worker.obey(line.split(" "));
      System.out.println("@ before=" + before + " " + answer);
      if (line.equals("exit")) {
        System.exit(0);
      }
    }
  }

  private String obey(String[] words) throws Exception {
    return switch (words[0]) {
      case "chat" -> crowd(words, () -> client.chat(ai));
      case "order" -> crowd(words, () -> client.order(other));
      case "stream" -> {
        int events = Integer.parseInt(words[3]);
        yield crowd(words, () -> client.stream(ai, events, false, null));
      }
      case "image" -> crowd(words, () -> client.image(ai, false, () -> {}));
      case "escapes" -> crowd(words, () -> client.image(ai, true, () -> {}));
      case "held" -> "held=" + held();
      case "paced" -> paced(Integer.parseInt(words[1]));
      case "record" -> record(words[1], words[2]);
      case "stop" -> stop();
      default -> "nothing=0"; // "sample", "exit"
    };
  }

  private String crowd(String[] words, Crowd.Work work) throws Exception {
    long before = client.repeated();
    long wall = crowd.run(words[1], Integer.parseInt(words[2]), work);
    return "wall=" + wall + " repeated=" + (client.repeated() - before);
  }

  /** Begins a flight recording, so that it has nothing of the start of the JVM. */
  private String record(String settings, String file) throws Exception {
    recording = new Recording(Configuration.create(Path.of(settings)));
    recording.setDestination(Path.of(file));
    recording.start();
    return "nothing=0";
  }

  private String stop() {
    recording.stop();
    recording.close();
    return "nothing=0";
  }

  /** Bytes of live heap in the middle of an image, beside those before it. */
  private long held() throws Exception {
    long[] within = new long[1];
    client.image(ai, false, () -> within[0] = live());
    long before = live();
    client.image(ai, false, () -> within[0] = live());
    return within[0] - before;
  }

  private static long live() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** How many ns after it was written an event is read: the first one, and the median of all. */
  private String paced(int events) throws Exception {
    List<Long> late = new ArrayList<>();
    client.stream(
        ai,
        events,
        true,
        text -> {
          if (text.startsWith("t")) {
            late.add(System.nanoTime() - Long.parseLong(text.substring(1)));
          }
        });
    long first = late.get(0);
    Collections.sort(late);
    return "first=" + first + " median=" + late.get(late.size() / 2) + " events=" + late.size();
  }
}
