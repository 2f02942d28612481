package io.costspan.it.client;

import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of {@link ContractProgram}: what application and server saw, by case. */
record Run(Map<String, String> application, Map<String, List<String>> server, List<String> errors) {
  private static final String HEADING = "== ";

  static Run of(ChildJvm child, Library library, Servers servers) {
    return of(child, library, ContractProgram.class, servers);
  }

  /** The same of another program that prints a transcript. */
  static Run of(ChildJvm child, Library library, Class<?> program, Servers servers) {
    Finished finished = library.run(child, program, servers.address());
    return new Run(sections(finished.transcript()), servers.takeSeen(), finished.stderrLines());
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
