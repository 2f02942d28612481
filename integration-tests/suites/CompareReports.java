import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compares what a test suite reports without the agent and with it.
 *
 * <pre>{@code
 * java integration-tests/suites/CompareReports.java WITHOUT WITH LEDGERS
 * }</pre>
 *
 * <p>The first two are directories with the XML reports of JUnit ({@code TEST-*.xml}, at any
 * depth), the third has the ledgers of the JVMs with the agent. Fails if a test fails only with the
 * agent, if fewer tests of a class ran with it, or if the agent has seen no call.
 */
class CompareReports {
  /** The tests of one class, by name; true if one of that name failed. */
  private static final class Results extends TreeMap<String, Boolean> {
    private static final long serialVersionUID = 1;
  }

  public static void main(String[] directories) throws Exception {
    Map<String, Results> without = read(Path.of(directories[0]));
    Map<String, Results> with = read(Path.of(directories[1]));
    long calls = lines(Path.of(directories[2]));
    List<String> differences = new ArrayList<>();
    without.forEach((type, tests) -> compare(type, tests, with.get(type), differences));
    List<String> better = new ArrayList<>();
    without.forEach(
        (type, tests) -> failedOnlyIn(tests, with.get(type)).forEach(t -> better.add(type + " " + t)));
    System.out.printf(
        "without the agent: %d tests, %d fail%n", count(without, false), count(without, true));
    System.out.printf(
        "with the agent:    %d tests, %d fail%n", count(with, false), count(with, true));
    System.out.printf("calls seen:        %d%n", calls);
    better.forEach(test -> System.out.println("only without: " + test));
    differences.forEach(test -> System.out.println("ONLY WITH:    " + test));
    System.exit(differences.isEmpty() && calls > 0 ? 0 : 1);
  }

  private static void compare(
      String type, Results without, Results with, List<String> differences) {
    if (with == null) {
      differences.add(type + " did not run");
      return;
    }
    if (with.size() < without.size()) {
      differences.add(type + ": " + with.size() + " tests instead of " + without.size());
    }
    failedOnlyIn(with, without).forEach(test -> differences.add(type + " " + test));
  }

  /** A name that the other run does not know, such as one with a port, counts as passed there. */
  private static List<String> failedOnlyIn(Results these, Results others) {
    return these.entrySet().stream()
        .filter(test -> test.getValue())
        .map(Map.Entry::getKey)
        .filter(name -> others == null || !others.getOrDefault(name, false))
        .toList();
  }

  private static long count(Map<String, Results> classes, boolean failed) {
    return classes.values().stream()
        .flatMap(tests -> tests.values().stream())
        .filter(test -> test || !failed)
        .count();
  }

  private static Map<String, Results> read(Path directory) throws Exception {
    Map<String, Results> classes = new TreeMap<>();
    for (Path report : files(directory)) {
      String name = report.getFileName().toString();
      if (name.startsWith("TEST-") && name.endsWith(".xml")) {
        add(report, classes);
      }
    }
    return classes;
  }

  private static void add(Path report, Map<String, Results> classes) throws Exception {
    NodeList tests =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      if (test.getElementsByTagName("skipped").getLength() == 0) {
        boolean failed =
            test.getElementsByTagName("failure").getLength() > 0
                || test.getElementsByTagName("error").getLength() > 0;
        classes
            .computeIfAbsent(test.getAttribute("classname"), type -> new Results())
            .merge(test.getAttribute("name"), failed, Boolean::logicalOr);
      }
    }
  }

  private static long lines(Path ledgers) throws IOException {
    long lines = 0;
    for (Path ledger : files(ledgers)) {
      if (ledger.toString().endsWith(".jsonl")) {
        try (Stream<String> calls = Files.lines(ledger)) {
          lines += calls.count();
        }
      }
    }
    return lines;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
