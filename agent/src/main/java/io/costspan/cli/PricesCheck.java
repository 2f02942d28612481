package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.json.CatalogFile;
import io.costspan.json.CatalogFiles;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceCheck;
import io.costspan.ratecard.PriceCheck.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks price and provider files, and finds prices that look like typing errors. */
@Command(
    name = "check",
    header = "Checks price and provider files more strictly than the agent does.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar prices check contract.json",
      "  java -jar costspan-agent.jar prices check --json /etc/costspan"
    })
final class PricesCheck implements Callable<Integer> {
  @Option(names = "--json", description = "print JSON lines for programs instead of text")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "price file, provider file or directory; a later file may refer to an earlier one")
  private List<Path> files = List.of();

  private final PrintWriter out;

  PricesCheck(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<CatalogFile> read = CatalogFiles.read(files);
    PriceCheck check = CatalogOptions.check(read);
    List<Finding> findings = new ArrayList<>(check.findings());
    CatalogOptions.refusedProviders(read).forEach(text -> findings.add(new Finding(true, text)));
    UserCatalog.misspeltOperations(read).forEach(text -> findings.add(new Finding(false, text)));
    new UselessCards(read)
        .among(check.cards())
        .forEach(text -> findings.add(new Finding(false, text)));
    long errors = findings.stream().filter(Finding::error).count();
    if (json) {
      print(findings);
    } else {
      findings.forEach(finding -> out.println(Excerpt.ofMessage(finding.toString())));
      List<String> providers = UserCatalog.contents(read);
      providers.forEach(contents -> out.println(Excerpt.ofMessage(contents)));
      out.println(
          summary(check.cards().size(), providers.size(), errors, findings.size() - errors));
    }
    return errors == 0 ? Main.DONE : Main.CHECK_FAILED;
  }

  private void print(List<Finding> findings) {
    JsonLines lines = new JsonLines(out);
    for (Finding finding : findings) {
      lines.add(
          line -> {
            line.writeStringField("level", finding.error() ? "error" : "warning");
            line.writeStringField("message", finding.message());
          });
    }
  }

  private static String summary(int cards, int providers, long errors, long warnings) {
    String files = count(providers, "provider file");
    String read = count(cards, "rate card") + (providers == 0 ? "" : " and " + files);
    String found = cards == 0 && providers > 0 ? files : read;
    return errors + warnings == 0
        ? "All good: " + found
        : count(errors, "error") + ", " + count(warnings, "warning") + " in " + found;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
