package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.health.Excerpt;
import io.costspan.history.History;
import io.costspan.history.PastCall;
import io.costspan.history.Reading;
import io.costspan.history.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ledgers that a command reads, and which of their calls it means. */
final class LedgerOptions extends CallOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "LEDGER",
      description =
          "ledger, also gzipped; a pattern such as 'logs/*.jsonl*'; a directory of ledgers; - for"
              + " standard input")
  private List<String> ledgers = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "only calls from then on: 2026-11, 2026-11-21, 2026-11-21T12:00:00Z, or 24h or 7d ago")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "only calls before then, in the same forms")
  private @Nullable String until;

  /** Which calls are meant. */
  Selection selection() {
    Instant from = instant(since, "--since");
    Instant to = instant(until, "--until");
    if (from != null && to != null && !from.isBefore(to)) {
      throw wrongUsage("--until: " + until + " is not after --since " + since);
    }
    return selection(from, to);
  }

  /** The days of which calls are meant, at least in part. */
  Predicate<LocalDate> days() {
    Instant from = instant(since, "--since");
    Instant to = instant(until, "--until");
    ZoneId its = zone();
    return day ->
        (from == null || day.plusDays(1).atStartOfDay(its).toInstant().isAfter(from))
            && (to == null || day.atStartOfDay(its).toInstant().isBefore(to));
  }

  private @Nullable Instant instant(@Nullable String text, String option) {
    try {
      return text == null ? null : Moments.instant(text, zone(), Instant.now());
    } catch (DateTimeException e) {
      throw wrongUsage(option + ": " + e.getMessage());
    }
  }

  /** The ledgers, not yet read. */
  History history(InputStream in) {
    try {
      return History.of(ledgers, in);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Passes on the calls that are meant, shows on a terminal how far it is, and says which lines
   * could not be read.
   */
  Reading read(InputStream in, PrintWriter err, Consumer<PastCall> calls) {
    return read(history(in), err, calls);
  }

  /** The same of ledgers that have been looked up already. */
  Reading read(History history, PrintWriter err, Consumer<PastCall> calls) {
    Progress progress = Progress.of(history, err);
    try {
      Reading reading = history.read(selection(), calls);
      progress.end();
      sayBroken(reading, err);
      return reading;
    } catch (IOException e) {
      progress.end();
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  private static void sayBroken(Reading reading, PrintWriter err) {
    if (reading.broken() > 0) {
      err.println("Lines that cannot be read, whose calls are not counted: " + reading.broken());
      reading.places().forEach(place -> err.println("  " + Excerpt.ofMessage(place)));
    }
  }
}
