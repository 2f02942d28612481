package io.costspan.performance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.manual.Manual;
import io.costspan.performance.Budget.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Renders the page: budgets, what was measured, whether they are met, and if not, why. */
record PerformancePage(Performance performance) {
  private static final String LINE = "- [Performance](docs/performance.md): ";
  private static final String NO_PROOF =
      "\n**There are no two full runs yet that prove anything, so no budget counts as met.**\n";

  private static final String HEAD =
      """
      # Performance

      What the agent costs, against what we promise. [Budgets](../benchmarks/results/budgets.json) are measured by
      two full runs, in which JVMs take turns:

      - A has no agent;
      - E has an agent that does nothing;
      - B has the OpenTelemetry Java agent, which makes a span of each HTTP call and reads no bodies;
      - C has Costspan, with its metrics and a span for each AI call, both exported.

      `C-E` is what C takes more than E, pair by pair. Each cell has the median and, in brackets, the quartiles; the
      anchor is the median of what stands for comparison. A budget is met if the medians of both runs on both
      JDKs keep it. [CONTRIBUTING](../CONTRIBUTING.md#whole-processes) says how to measure, and a test writes this
      page from [the results](../benchmarks/results).
      """;

  String render() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(performance.isProof() ? "" : NO_PROOF).append(machines());
    performance.sections().forEach(section -> page.append(section(section)));
    return page.toString();
  }

  /** A line for README: the worst medians of what interests most, and how many budgets are met. */
  String summary() {
    if (!performance.isProof()) {
      return LINE + "what the agent costs, against budgets; not measured in full yet\n";
    }
    List<Budget> all = performance.sections().stream().flatMap(s -> s.budgets().stream()).toList();
    long met = all.stream().filter(this::isMet).count();
    String others = met == all.size() ? "" : ", and the page says why not the others";
    return LINE
        + headlines(all)
        + met
        + " of "
        + all.size()
        + " budgets are met on Java 17 and 25"
        + others
        + "\n";
  }

  private String headlines(List<Budget> all) {
    Map<String, Double> worst = new LinkedHashMap<>();
    for (Budget budget : all) {
      if (budget.headline() != null) {
        performance.figures().stream()
            .flatMap(run -> budget.sample(run).stream())
            .forEach(sample -> worst.merge(budget.headline(), sample.median(), Math::max));
      }
    }
    return worst.isEmpty()
        ? ""
        : "at most "
            + worst.entrySet().stream()
                .map(entry -> entry.getKey().replace("{}", Numbers.text(entry.getValue())))
                .collect(joining(", "))
            + " by the median; ";
  }

  private String machines() {
    StringBuilder table = new StringBuilder("\n");
    table.append(
        Manual.row(
            "run", "time", "processor", "cores", "system", "JDKs", "B", "C", "pairs", "minutes"));
    table.append(Manual.row(Stream.generate(() -> "---").limit(10).toArray(String[]::new)));
    int number = 1;
    for (JsonNode run : performance.runs()) {
      table.append(
          Manual.row(
              String.valueOf(number++),
              run.path("time").asText("not made"),
              run.path("cpu").asText(),
              run.path("cores").asText(),
              run.path("kernel").asText(),
              texts(run.path("jdks")),
              run.path("openTelemetryAgent").asText(),
              run.path("agent").asText(),
              run.path("pairs").asText(),
              run.path("minutes").asText()));
    }
    for (int run = 0; run < performance.runs().size(); run++) {
      for (JsonNode failure : performance.runs().get(run).path("failures")) {
        table.append("\nRun ").append(run + 1).append(" failed: ").append(failure.asText());
        table.append('\n');
      }
    }
    return table.toString();
  }

  private static String texts(JsonNode values) {
    List<String> all = new ArrayList<>();
    values.forEach(value -> all.add(value.asText()));
    return String.join(", ", all);
  }

  private String section(Section section) {
    List<Figures> runs = performance.figures();
    StringBuilder text = new StringBuilder("\n## ").append(section.title()).append("\n\n");
    text.append(section.text()).append("\n\n    ").append(command(section.rows())).append("\n\n");
    String[] names =
        runs.stream().map(run -> "Java " + run.jdk() + ", run " + run.run()).toArray(String[]::new);
    text.append(row(new String[] {"what", "budget"}, names, "met"));
    text.append(
        row(
            new String[] {"---", "---"},
            Arrays.stream(names).map(n -> "---").toArray(String[]::new),
            "---"));
    for (Budget budget : section.budgets()) {
      text.append(
          row(
              new String[] {budget.title(), budget.limit().text(budget.unit())},
              runs.stream().map(run -> cell(budget, run)).toArray(String[]::new),
              met(budget)));
    }
    return text.append(reasons(section)).toString();
  }

  private static String command(String rows) {
    return "java -cp benchmarks/target/benchmarks.jar io.costspan.benchmarks.process.Measure rows="
        + rows;
  }

  private static String row(String[] first, String[] middle, String last) {
    return Manual.row(
        Stream.of(Arrays.stream(first), Arrays.stream(middle), Stream.of(last))
            .flatMap(cells -> cells)
            .toArray(String[]::new));
  }

  private static String cell(Budget budget, Figures run) {
    if (!budget.concerns(run)) {
      return "";
    }
    String figure =
        budget
            .sample(run)
            .map(
                sample ->
                    "%s (%s to %s)"
                        .formatted(
                            Numbers.text(sample.median()),
                            Numbers.text(sample.quantile(0.25)),
                            Numbers.text(sample.quantile(0.75))))
            .orElse("not measured");
    String anchor =
        budget
            .anchor(run)
            .map(sample -> "; " + budget.anchor() + " " + Numbers.text(sample.median()))
            .orElse("");
    return budget.verdict(run) == Verdict.MISSED ? "**" + figure + "**" + anchor : figure + anchor;
  }

  private boolean isMet(Budget budget) {
    return performance.isProof() && verdicts(budget).equals(Set.of(Verdict.MET));
  }

  private String met(Budget budget) {
    if (isMet(budget)) {
      return "yes";
    }
    Set<Verdict> verdicts = verdicts(budget);
    return verdicts.contains(Verdict.MISSED)
        ? "**no**"
        : verdicts.equals(Set.of(Verdict.MET)) ? "not proved" : "not measured";
  }

  private Set<Verdict> verdicts(Budget budget) {
    return performance.figures().stream()
        .filter(budget::concerns)
        .map(budget::verdict)
        .collect(toSet());
  }

  private String reasons(Section section) {
    return section.budgets().stream()
        .filter(budget -> !isMet(budget))
        .map(Budget::id)
        .distinct()
        .map(id -> "\nWhy `" + id + "` is not met: " + performance.reason(id) + "\n")
        .collect(joining());
  }
}
