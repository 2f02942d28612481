package io.costspan.it.client;

import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of {@link ContractProgram}: what application and server saw, by case. */
record Run(Map<String, String> application, Map<String, List<String>> server, List<String> errors) {
  private static final String HEADING = "== ";

  /** As {@code Object.toString} ends, which is another one in each JVM. */
  private static final String HASH_CODE = "(?<=[A-Za-z])@[0-9a-f]+\\b";

  /** When a library logged something, in the words of any JDK. */
  private static final String LOG_TIME = "^[A-Z][a-z]{2} \\d+, \\d{4},? [\\d:]+.[AP]M ";

  static Run of(ChildJvm child, Library library, Servers servers) {
    return of(child, library, ContractProgram.class, servers);
  }

  /** The same of another program that prints a transcript. */
  static Run of(ChildJvm child, Library library, Class<?> program, Servers servers) {
    return of(library.run(child, program, servers.address()), servers);
  }

  /** The same with the jars that the child has on its class path. */
  static Run ofItsJars(ChildJvm child, Library library, Servers servers) {
    return of(library.runOnItsJars(child, ContractProgram.class, servers.address()), servers);
  }

  /** A program that has ended. */
  static Run of(Finished finished, Servers servers) {
    String transcript = finished.transcript().replaceAll(HASH_CODE, "@");
    return new Run(sections(transcript), servers.takeSeen(), errors(finished));
  }

  private static List<String> errors(Finished finished) {
    return finished.stderrLines().stream().map(line -> line.replaceFirst(LOG_TIME, "")).toList();
  }

  private static Map<String, String> sections(String transcript) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String section : transcript.split("(?m)^" + HEADING)) {
      int end = section.indexOf('\n');
      if (end > 0) {
        sections.put(section.substring(0, end), section.substring(end + 1));
      }
    }
    return sections;
  }
}
