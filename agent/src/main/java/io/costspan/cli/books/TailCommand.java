package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.cli.Main;
import io.costspan.health.Excerpt;
import io.costspan.history.Follower;
import io.costspan.history.Key;
import io.costspan.history.PastCall;
import io.costspan.history.Selection;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows calls as they are written. */
@Command(
    name = "tail",
    header = "Follows a ledger: shows each call as it is written, until it is interrupted.",
    description = "The ledger may not exist yet, and may be rotated.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar tail ai.jsonl",
      "  java -jar costspan-agent.jar tail ai.jsonl --where rating=unrated --json"
    })
public final class TailCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 200;

  @Parameters(paramLabel = "LEDGER", description = "one file")
  private Path ledger = Path.of("");

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "begin with the last N lines; 10 by default")
  private int last = 10;

  @Option(names = "--json", description = "print the lines of the ledger as they are")
  private boolean json;

  @Mixin private CallOptions calls = new CallOptions();

  private final PrintWriter out;
  private final PrintWriter err;

  /** The command. */
  public TailCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (last < 0) {
      throw calls.wrongUsage("--lines: 0 or more");
    }
    Shown shown = new Shown(calls.selection(null, null));
    try (Follower follower = new Follower(ledger, last)) {
      while (!Thread.currentThread().isInterrupted()) {
        follower.look(shown);
        out.flush();
        pause();
      }
      return Main.DONE;
    } catch (IOException e) {
      throw new InputException(ledger + ": cannot be read; check its permissions");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Shown implements Follower.Seen {
    private final Selection selection;
    private final DateTimeFormatter clock =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(calls.zone());

    Shown(Selection selection) {
      this.selection = selection;
    }

    @Override
    public void call(PastCall past, String line) {
      if (selection.test(past)) {
        out.println(json ? line : text(past));
      }
    }

    @Override
    public void broken(String why) {
      err.println("Line that cannot be read: " + Excerpt.ofMessage(why));
    }

    private String text(PastCall past) {
      RatedCall call = past.call();
      Sums sums = new Sums();
      sums.add(call);
      List<String> parts = new ArrayList<>();
      parts.add(clock.format(call.facts().startedAt()));
      parts.add(Objects.requireNonNullElse(past.service(), Key.UNKNOWN));
      parts.add(call.usage().provider());
      parts.add(call.usage().operation());
      parts.add(Objects.requireNonNullElse(past.model(), Key.UNKNOWN));
      parts.add(cost(call.rating()));
      String used = String.join(", ", sums.usage());
      return parts.stream().map(Excerpt::of).collect(Collectors.joining("  "))
          + (used.isEmpty() ? "" : "  " + used);
    }

    private String cost(Rating rating) {
      String amount =
          rating.amount() == null
              ? ""
              : (rating.estimated() ? "~" : "")
                  + Sheet.exact(rating.amount())
                  + " "
                  + rating.currency();
      String status = rating.status() == Status.RATED ? "" : rating.status().wireName();
      String why = rating.reason() == null ? status : status + ": " + rating.reason();
      return rating.status() == Status.RATED || rating.status() == Status.PARTIAL
          ? (amount + " " + why).strip()
          : why;
    }
  }
}
