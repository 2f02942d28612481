package io.costspan.cli;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether price files would be accepted. */
@Command(name = "check", header = "Checks price files as strictly as the agent does.")
final class PricesCheck implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "price files or directories; a later file may refer to cards of an earlier one")
  private List<Path> files = List.of();

  private final PrintWriter out;

  PricesCheck(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    PriceTable table = PriceOptions.table(files);
    long count =
        table.providers().stream()
            .flatMap(provider -> table.cards(provider).stream())
            .filter(RateCard::users)
            .count();
    out.println(count + " rate cards, all good");
    return Main.DONE;
  }
}
