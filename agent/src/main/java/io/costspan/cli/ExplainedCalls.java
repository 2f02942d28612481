package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.json.JsonValue;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Quote;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.reading.Explanation;
import io.costspan.reading.Explanation.Told;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows how each call was read, judged and priced, and which numbers of its usage no value reads.
 */
final class ExplainedCalls implements RateReport {
  private static final String MISSING = "-";

  /**
   * The facts that a verdict asks for, in words; see the questions of {@link Explanation#answers}.
   */
  private static final Map<String, String> QUESTIONS =
      Map.ofEntries(
          Map.entry("end", "how the exchange ended"),
          Map.entry("status", "HTTP status"),
          Map.entry("job", "belongs to a job"),
          Map.entry("free", "free by the provider file"),
          Map.entry("failed", "the reply says that it failed"),
          Map.entry("delivered", "something was delivered"),
          Map.entry("evidence", "evidence of usage"),
          Map.entry("cut", "cut before its last counts"),
          Map.entry("repeated", "shown by earlier calls"),
          Map.entry("overflowed", "more to count than is kept"),
          Map.entry("told", "counts that the reply reports"),
          Map.entry("guessed", "counts that can be estimated"),
          Map.entry("stated", "amount that the provider states"));

  private final PrintWriter out;
  private final Replay replay;
  private final Rater rater;

  ExplainedCalls(PrintWriter out, Replay replay, Rater rater) {
    this.out = out;
    this.replay = replay;
    this.rater = rater;
  }

  @Override
  public void entry(Path file, int index, HarEntry entry, @Nullable RatedCall call) {
    String place = file.getFileName() + ", entry " + index + ": ";
    if (call == null) {
      out.println(place + "no AI call");
    } else {
      out.println(place + call.usage().provider() + " " + call.usage().operation());
      explain(entry, call);
    }
    out.println();
  }

  private void explain(HarEntry entry, RatedCall call) {
    Explanation explanation = replay.explanation();
    if (explanation == null) {
      out.println("  No reader of a provider file applies to this request.");
    } else {
      out.println("  read by " + Excerpt.of(place(explanation.reader())));
      print("VALUE", "FROM", explanation.values());
      print("QUANTITY", "BY", explanation.counts());
      printAnswers(explanation.answers(), call.rating());
    }
    printPrice(call);
    if (explanation != null) {
      printUnread(UnreadNumbers.of(entry.response(), explanation));
    } else if (call.rating().status() != Rating.Status.FREE) {
      printUnread(UnreadNumbers.of(entry.response()));
    }
  }

  /** For a bundled file, only its name is meaningful. */
  private static String place(JsonValue value) {
    String file = value.file();
    boolean bundled = file.startsWith("/io/costspan/");
    return (bundled ? "the bundled " + file.substring(file.lastIndexOf('/') + 1) : file)
        + (", line " + value.line());
  }

  private void print(String what, String source, List<Told> rows) {
    Table table = new Table("  " + what, "IS", source);
    for (Told row : rows) {
      table.add("  " + row.name(), Objects.requireNonNullElse(row.text(), MISSING), row.source());
    }
    if (!table.isEmpty()) {
      out.print(table);
    }
  }

  private void printAnswers(Map<String, String> answers, Rating rating) {
    boolean again = Reasons.ALREADY_RATED.equals(rating.reason());
    Table table = new Table("  VERDICT", "");
    answers.forEach(
        (question, answer) ->
            table.add(
                "  " + QUESTIONS.getOrDefault(question, question),
                question.equals("job") ? job(answer, again) : word(answer)));
    if (again && !"true".equals(answers.get("repeated"))) {
      table.add("  job rated by an earlier call", "yes");
    }
    out.print(table);
  }

  private static String job(String answer, boolean again) {
    return switch (answer) {
      case "NONE" -> "no";
      case "PENDING" -> "yes, in progress";
      case "KNOWN" -> "yes, begun by an earlier call";
      case "UNKNOWN" -> again ? "yes, over before this call" : "yes, its beginning was not seen";
      default -> lower(answer);
    };
  }

  private static String word(String answer) {
    return switch (answer) {
      case "null", "false" -> "no";
      case "true" -> "yes";
      default -> answer.toUpperCase(Locale.ROOT).equals(answer) ? lower(answer) : answer;
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void printPrice(RatedCall call) {
    Rating rating = call.rating();
    Table table = new Table("  PRICE", "");
    for (Quote quote : quotes(call)) {
      table.add("  " + name(quote.quantity()), line(quote));
    }
    for (ChargeLine charge : rating.charges()) {
      table.add("  charged", charge.toString());
    }
    table.add("  " + rating.status().wireName(), result(rating));
    out.print(table);
  }

  private static String name(Quantity quantity) {
    String attributes = quantity.attributes().isEmpty() ? "" : " " + quantity.attributes();
    return quantity.meter().wireName() + attributes;
  }

  private List<Quote> quotes(RatedCall call) {
    Instant submittedAt = call.usage().submittedAt();
    boolean free = rating(call) == Rating.Status.FREE;
    return free
        ? List.of()
        : rater.explain(call.usage(), submittedAt == null ? call.facts().startedAt() : submittedAt);
  }

  private static Rating.Status rating(RatedCall call) {
    return call.rating().status();
  }

  private static String line(Quote quote) {
    if (quote.card() == null) {
      return "no card is about the model";
    }
    String line = quote.rate() == null ? "no line for it" : CardText.of(quote.card(), quote.rate());
    BigDecimal factor = quote.factor() == null ? BigDecimal.ONE : quote.factor();
    return line
        + (factor.compareTo(BigDecimal.ONE) == 0 ? "" : ", times " + factor.toPlainString())
        + (": card " + quote.card().id() + ", " + quote.card().place());
  }

  private static String result(Rating rating) {
    String amount =
        rating.amount() == null ? "" : rating.amount().toPlainString() + " " + rating.currency();
    String stated = rating.source() == Rating.Source.PROVIDER ? ", as the provider states it" : "";
    String reason = rating.reason() == null ? "" : " " + rating.reason();
    return (amount + stated + reason + (rating.estimated() ? ", estimated" : "")).strip();
  }

  private void printUnread(Map<String, BigDecimal> unread) {
    Table table = new Table("  UNREAD", "");
    unread.forEach((path, number) -> table.add("  " + path, number.toPlainString()));
    if (!table.isEmpty()) {
      out.print(table);
    }
  }

  @Override
  public void unfinishedJob(RatedCall job) {
    out.println("unfinished job: " + job.usage().provider() + " " + job.usage().operation());
    printPrice(job);
    out.println();
  }
}
