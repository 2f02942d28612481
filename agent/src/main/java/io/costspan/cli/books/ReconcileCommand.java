package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.cli.Main;
import io.costspan.cli.PriceOptions;
import io.costspan.json.JsonException;
import io.costspan.json.JsonFiles;
import io.costspan.reconcile.Bill;
import io.costspan.reconcile.BillException;
import io.costspan.reconcile.BillFormat;
import io.costspan.reconcile.BillReader;
import io.costspan.reconcile.OwnBooks;
import io.costspan.reconcile.Reconciler;
import io.costspan.reconcile.Reconciliation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares ledgers with what a provider says that it bills. */
@Command(
    name = "reconcile",
    header = "Compares ledgers with a provider's bill.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar reconcile ai.jsonl --with openai usage.json costs.json",
      "  java -jar costspan-agent.jar reconcile 'logs/*.gz' --tolerance 0.5%% --with aws-cur cur.csv",
      "  java -jar costspan-agent.jar reconcile ai.jsonl --columns day=Date,amount=Cost --with csv bill.csv"
    })
public final class ReconcileCommand implements Callable<Integer> {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,10})?) ?%");
  private static final int PERCENT_SHIFT = 2;

  @Mixin private LedgerOptions ledgers = new LedgerOptions();
  @Mixin private SheetOptions form = new SheetOptions();
  @Mixin private PriceOptions prices = new PriceOptions();

  @Option(
      names = "--with",
      required = true,
      arity = "2..*",
      hideParamSyntax = true,
      paramLabel = "FORMAT FILE...",
      description =
          "format and files of the bill: openai, anthropic, aws-cur, azure, google, openrouter or"
              + " csv; all names that follow are files of the bill, so ledgers come first")
  private List<String> with = List.of();

  @Option(
      names = "--columns",
      paramLabel = "NAME=COLUMN,...",
      description =
          "what the columns of csv are: day, and any of model, meter, quantity, amount, currency,"
              + " calls, and meters such as input_tokens")
  private @Nullable String columns;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      description = "how much of the bill may differ, 1%% by default; decides the exit code")
  private String tolerance = "1%";

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param in read for the ledger {@code -}
   */
  public ReconcileCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    BillFormat format = format();
    Reconciler reconciler = new Reconciler(prices.prices(), prices.rates(), tolerance());
    Bill bill = bill(format);
    OwnBooks own = new OwnBooks(format, ledgers.zone());
    ledgers.read(
        in, err, past -> own.add(past.call(), past.service(), past.host(), past.instance()));
    Reconciliation result = reconciler.compare(bill, own);
    new ReconciliationText(result, tolerance, form).print(out, err);
    return result.within() ? Main.DONE : Main.CHECK_FAILED;
  }

  private BillFormat format() {
    BillFormat format = BillFormat.of(with.get(0));
    if (format == null) {
      throw ledgers.wrongUsage(
          "--with: \"" + with.get(0) + "\" is not one of " + BillFormat.wireNames());
    }
    return format;
  }

  private BigDecimal tolerance() {
    if (!PERCENT.matcher(tolerance).matches()) {
      throw ledgers.wrongUsage("--tolerance: \"" + tolerance + "\" is no percentage such as 0.5%");
    }
    return new BigDecimal(tolerance.replaceAll("[ %]", "")).scaleByPowerOfTen(-PERCENT_SHIFT);
  }

  private Bill bill(BillFormat format) {
    BillReader reader = reader(format);
    for (String name : with.subList(1, with.size())) {
      try (InputStream file = Files.newInputStream(Path.of(name))) {
        reader.read(name, file);
      } catch (BillException e) {
        throw new InputException(String.valueOf(e.getMessage()));
      } catch (IOException | JsonException e) {
        throw new InputException(JsonFiles.refusal(name, e));
      }
    }
    return reader.bill();
  }

  private BillReader reader(BillFormat format) {
    try {
      return new BillReader(format, columns, ledgers.zone(), ledgers.days());
    } catch (IllegalArgumentException e) {
      throw ledgers.wrongUsage("--columns: " + e.getMessage());
    }
  }
}
