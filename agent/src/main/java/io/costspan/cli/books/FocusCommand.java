package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.focus.Contract;
import io.costspan.focus.FocusExport;
import io.costspan.history.Selection;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.ExchangeRates;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Writes past calls for the tools of finance. */
@Command(
    name = "focus",
    header = "Writes the calls of ledgers as rows of FOCUS 1.2, which FinOps tools read.",
    description =
        "Prints CSV with a row for each kind of charge and day (UTC). Which calls have no row is"
            + " said on standard error.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar focus --out focus.csv 'ledgers/*.jsonl.gz'",
      "  java -jar costspan-agent.jar focus --each --since 2026-11-01 ai.jsonl"
    })
public final class FocusCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledgers = new LedgerOptions();

  @Option(names = "--each", description = "a row for each charge of each call, with its trace")
  private boolean each;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write there instead of to standard output; replaces the file once all is read")
  private @Nullable Path file;

  @Option(
      names = "--account",
      paramLabel = "PROVIDER=ID",
      description = "your billing account with a provider, such as openai=org-42; repeatable")
  private Map<String, String> accounts = Map.of();

  @Option(
      names = "--account-name",
      paramLabel = "PROVIDER=NAME",
      description = "the name of that account; repeatable")
  private Map<String, String> accountNames = Map.of();

  @Option(
      names = "--rates",
      paramLabel = "RATES",
      converter = RatesConverter.class,
      description =
          "what contract units are worth, such as x:copilot_credit:USD=0.01; by default as the"
              + " agent's option rates says")
  private @Nullable ExchangeRates rates;

  @Option(
      names = "--prepaid",
      split = ",",
      paramLabel = "UNIT",
      description =
          "contract units that were bought in advance, such as x:copilot_credit, so that their use"
              + " is not billed again; repeatable")
  private Set<String> prepaid = Set.of();

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param in for {@code -}
   */
  public FocusCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (file == null) {
      export(out);
    } else {
      export(file);
    }
    return 0;
  }

  /** Nobody is to take half a file for a whole one. */
  private void export(Path file) {
    checkTarget(file);
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path half = Files.createTempFile(folder, ".focus", ".csv");
      try {
        try (Writer writer = Files.newBufferedWriter(half)) {
          export(writer);
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(file + " cannot be written; check its folder (" + e + ")");
    }
  }

  /** Only another export is replaced: never a ledger, a directory or a device. */
  private void checkTarget(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw ledgers.wrongUsage("--out: " + file + " is no file");
    }
    for (Path ledger : ledgers.history(in).files()) {
      if (isSame(ledger, file)) {
        throw ledgers.wrongUsage(
            "--out: " + file + " is one of the ledgers, which are not changed");
      }
    }
  }

  private static boolean isSame(Path ledger, Path file) {
    try {
      return Files.exists(ledger) && Files.exists(file) && Files.isSameFile(ledger, file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be written; check its folder (" + e + ")");
    }
  }

  private void export(Appendable to) {
    Selection selection = ledgers.selection();
    FocusExport export =
        new FocusExport(PriceTables.bundled().current(), contract(), selection::takes, each, to);
    ledgers.read(in, err, export::add);
    export.end();
    export.remarks().forEach(err::println);
  }

  private Contract contract() {
    for (String unit : prepaid) {
      if (!unit.startsWith("x:")) {
        throw ledgers.wrongUsage(
            "--prepaid: \"" + unit + "\" is no contract unit such as x:copilot_credit");
      }
    }
    ExchangeRates worth = rates == null ? Config.load(null).get(Options.RATES) : rates;
    return new Contract(accounts, accountNames, worth, prepaid);
  }

  private static final class RatesConverter implements ITypeConverter<ExchangeRates> {
    @Override
    public ExchangeRates convert(String text) {
      try {
        return ExchangeRates.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
