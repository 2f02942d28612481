package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Content;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import sacred.FaultPoint;

/**
 * Makes a fault happen at one {@link FaultPoint} after the other while an application makes calls,
 * and prints where the application saw it.
 */
final class FaultProgram {
  /** A system property: every fault at every point, instead of one. */
  static final String ALL = "faults.all";

  static final List<Function<String, Throwable>> FAULTS =
      List.of(
          IllegalStateException::new,
          NoClassDefFoundError::new,
          OutOfMemoryError::new,
          StackOverflowError::new);

  /** A client's first calls in a loader of its own, which weave it and link the advice. */
  private static final String FIRST = "first";

  /** How many of the points that only they pass, which are others for each client. */
  private static final int FIRST_FAULTS = 8;

  private static final List<String> CASES =
      List.of("json", "gzip", "server-error", "early-close", "cut", "own-objects", "response");

  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final String name;
  private final PrintStream out = System.out;
  private final Map<String, String> clean = new HashMap<>();
  private final Map<String, List<String>> casesByPoint = new HashMap<>();

  private final BlockedCases blocked;
  private int passed;

  private FaultProgram(Client client, Server server, String[] arguments) {
    name = arguments[0];
    blocked = new BlockedCases(client, server);
    Map<String, Case> all = new Cases(client, server).all();
    CASES.stream().filter(all::containsKey).forEach(name -> cases.put(name, all.get(name)));
    if (!name.equals("jetty")) {
      // Jetty's own listener may miss that more has arrived, if reading takes a while, and waits
      // until the connection has been idle for too long. It does so without the agent, too.
      cases.put("stream", () -> readStream(client, server));
    }
    cases.put(BlockedCases.BLOCKED, () -> askWhenSpent(client, server));
    if (!name.startsWith("jdk")) {
      cases.put(FIRST, () -> ContainerProgram.run(arguments));
    }
  }

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      new FaultProgram(client, server, arguments).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    blocked.spend();
    cases.keySet().forEach(this::transcript);
    ShortProgram.awaitNoMoreClasses();
    cases.keySet().forEach(this::record);
    int faults = 0;
    int number = 0;
    for (String point : new TreeSet<>(casesByPoint.keySet())) {
      for (int turn = 0; turn < (Boolean.getBoolean(ALL) ? FAULTS.size() : 1); turn++) {
        faults += disturb(point, FAULTS.get((number + turn) % FAULTS.size()), number + turn);
      }
      number++;
    }
    cases.keySet().forEach(name -> compare(name, "the end"));
    out.println(faults + " faults, " + passed + " calls passed a spent budget");
  }

  private void record(String name) {
    FaultPoint.startRecording();
    clean.put(name, transcript(name));
    List<String> points = FaultPoint.stopRecording();
    if (name.equals(FIRST)) {
      recordFirst(points);
    } else {
      points.forEach(
          point -> casesByPoint.computeIfAbsent(point, none -> new ArrayList<>()).add(name));
    }
  }

  /** To load a client takes long, so that it is done for what only the first calls pass. */
  private void recordFirst(List<String> points) {
    List<String> only = points.stream().filter(point -> !casesByPoint.containsKey(point)).toList();
    int step = Boolean.getBoolean(ALL) ? 1 : Math.max(1, only.size() / FIRST_FAULTS);
    for (int at = Math.floorMod(name.hashCode(), step); at < only.size(); at += step) {
      casesByPoint.put(only.get(at), List.of(FIRST));
    }
  }

  /** Returns how often the fault happened: in one of the cases that pass the point, or never. */
  private int disturb(String point, Function<String, Throwable> fault, int turn) {
    List<String> passing = casesByPoint.get(point);
    String name = passing.get(turn % passing.size());
    Throwable injected = fault.apply("injected");
    FaultPoint.arm(point, injected);
    compare(name, injected + " at " + point);
    return FaultPoint.disarm() ? 1 : 0;
  }

  private void compare(String name, String what) {
    String disturbed = transcript(name);
    if (!disturbed.equals(clean.get(name))) {
      out.println("seen in " + name + ": " + what + "\n" + disturbed);
    }
  }

  private String transcript(String name) {
    return transcriptOf(cases.get(name), name);
  }

  /** What a case prints, which is then not printed. */
  static String transcriptOf(Case each, String name) {
    PrintStream out = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(new PrintStream(lines, true, UTF_8));
    try {
      Transcript.section(name, each::run);
    } finally {
      System.setOut(out);
    }
    return lines.toString(UTF_8);
  }

  /** A fault of ours lets a call go on as if there was no budget, but does nothing else to it. */
  private void askWhenSpent(Client client, Server server) throws Exception {
    Content question = Cases.json(Cases.QUESTION);
    String url = server.spentUrl() + Cases.PATH;
    Ask ask = Ask.of("POST", BlockedCases.AFTERWARDS, url, question);
    try {
      Cases.length(client.prepare(ask).send());
      passed++;
    } catch (Exception blocked) {
      if (!BlockedCases.isRefusal(blocked)) {
        throw blocked;
      }
    }
    Transcript.line("blocked, or passed");
  }

  private static void readStream(Client client, Server server) throws Exception {
    byte[] question = "{\"model\":\"gpt-4o-mini\",\"stream\":true}".getBytes(UTF_8);
    Content content = new Content("application/json", question, false);
    Client.Reply reply =
        client.prepare(Ask.of("POST", "stream", server.url() + Cases.PATH, content)).send();
    try (InputStream body = reply.body()) {
      Transcript.line(reply.status() + new String(body.readAllBytes(), UTF_8));
    }
    reply.close();
  }
}
