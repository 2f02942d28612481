package io.costspan.cli;

import io.costspan.json.JsonException;
import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether price files would be accepted. */
@Command(name = "check", header = "Checks price files as strictly as the agent does.")
final class PricesCheck implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "price files")
  private List<Path> files = List.of();

  private final PrintWriter out;
  private final PrintWriter err;

  PricesCheck(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTables tables = PriceTables.bundled();
    int exitCode = Main.DONE;
    for (Path file : files) {
      exitCode = Math.max(exitCode, check(file, tables));
    }
    return exitCode;
  }

  private int check(Path file, PriceTables tables) {
    try {
      out.println(file + ": good, " + tables.check(file).size() + " rate cards");
      return Main.DONE;
    } catch (JsonException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println(file + ": cannot be read; check its name and permissions");
    }
    return Main.CHECK_FAILED;
  }
}
