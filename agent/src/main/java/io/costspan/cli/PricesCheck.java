package io.costspan.cli;

import io.costspan.ratecard.Plausibility;
import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether files of prices and providers would be accepted, and which prices look like slips. */
@Command(name = "check", header = "Checks catalog files as strictly as the agent does.")
final class PricesCheck implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "catalog file or directory; a later file may refer to an earlier one")
  private List<Path> files = List.of();

  private final PrintWriter out;

  PricesCheck(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<RateCard> cards = CatalogOptions.usersCards(files);
    CatalogOptions.providers(files, List.of());
    List<String> warnings =
        cards.stream().flatMap(card -> Plausibility.warnings(card).stream()).toList();
    warnings.forEach(warning -> out.println("warning: " + warning));
    out.println((warnings.isEmpty() ? "All good: " : "No errors: ") + cards.size() + " rate cards");
    return Main.DONE;
  }
}
