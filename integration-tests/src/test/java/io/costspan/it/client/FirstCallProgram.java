package io.costspan.it.client;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sacred.FaultPoint;

/**
 * The first calls of a JVM, which weave the JDK's client and link its advice, with a fault at one
 * {@link FaultPoint}. A client that is loaded once in a JVM needs a JVM for each fault.
 */
final class FirstCallProgram {
  /** A system property: where the fault happens; without it, the points are listed. */
  static final String POINT = "faults.point";

  /** A system property: which fault, by its number. */
  static final String KIND = "faults.kind";

  /**
   * A system property: the file for the points that only first calls pass, or {@link #HAPPENED}.
   */
  static final String FINDINGS = "faults.findings";

  static final String HAPPENED = "happened";

  private static final List<String> CASES = List.of("json", "gzip", "cut");

  private FirstCallProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    String point = System.getProperty(POINT);
    if (point == null) {
      FaultPoint.startRecording();
    } else {
      FaultPoint.arm(point, FaultProgram.FAULTS.get(Integer.getInteger(KIND, 0)).apply("injected"));
    }
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      Map<String, Case> cases = new Cases(client, server).all();
      run(cases);
      List<String> findings = point == null ? onlyFirst(cases) : happened();
      Files.write(Path.of(System.getProperty(FINDINGS)), findings);
    }
    System.exit(0);
  }

  private static void run(Map<String, Case> cases) {
    CASES.forEach(name -> Transcript.section(name, cases.get(name)::run));
  }

  private static List<String> happened() {
    return FaultPoint.disarm() ? List.of(HAPPENED) : List.of();
  }

  private static List<String> onlyFirst(Map<String, Case> cases) throws InterruptedException {
    List<String> points = new ArrayList<>(FaultPoint.stopRecording());
    ShortProgram.awaitNoMoreClasses();
    FaultPoint.startRecording();
    CASES.forEach(name -> FaultProgram.transcriptOf(cases.get(name), name));
    points.removeAll(FaultPoint.stopRecording());
    return points;
  }
}
