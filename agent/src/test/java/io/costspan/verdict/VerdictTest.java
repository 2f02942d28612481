package io.costspan.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.verdict.EndedCall.Evidence;
import io.costspan.verdict.EndedCall.Found;
import io.costspan.verdict.EndedCall.Job;
import io.costspan.verdict.EndedCall.Stated;
import io.costspan.verdict.Verdict.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every combination of what can be known of a call is as {@link BillingPage} says. */
class VerdictTest {
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "ended",
              List.of(
                  "whole",
                  "closed",
                  "broken",
                  "not sent",
                  "no reply",
                  "from a cache",
                  "in an unknown coding",
                  "unreadable",
                  "agent failed")),
          Map.entry("status", List.of("none", "success", "no success")),
          Map.entry("job", List.of("none", "pending", "known", "unknown")),
          Map.entry("the file says", List.of("", "free")),
          Map.entry("the body says", List.of("fine", "failed", "failed late")),
          Map.entry(
              "usage", List.of("seen", "signs only", "missing", "not needed", "not described")),
          Map.entry("kept", List.of("whole", "in part")),
          Map.entry("shown", List.of("first", "before")),
          Map.entry("counts", List.of("final", "cut")),
          Map.entry("reported", List.of("whole", "part", "nothing", "malformed")),
          Map.entry("the estimate", List.of("whole", "part", "nothing", "malformed")),
          Map.entry("stated", List.of("nothing", "zero", "money", "malformed")));

  private static final Map<String, End> ENDS =
      Map.of(
          "whole", End.COMPLETE,
          "closed", End.CLOSED,
          "broken", End.FAILED,
          "not sent", End.NOT_SENT,
          "no reply", End.NO_RESPONSE,
          "from a cache", End.CACHE_HIT,
          "in an unknown coding", End.UNSUPPORTED_ENCODING,
          "unreadable", End.MALFORMED,
          "agent failed", End.FAULT);

  private final TruthTable ended = new TruthTable(BillingPage.ENDED, 1);
  private final TruthTable usage = new TruthTable(BillingPage.USAGE, 1);
  private final TruthTable withoutUsage = new TruthTable(BillingPage.WITHOUT_USAGE, 1);
  private final TruthTable jobs = new TruthTable(BillingPage.JOBS, 2);

  @Test
  void of_everyCombination_isWhatTheTablesSay() {
    Facts facts = new Facts();
    check(facts, new ArrayList<>(VALUES.keySet()), 0);

    assertThat(ended.unreached()).isEmpty();
    assertThat(usage.unreached()).isEmpty();
    assertThat(withoutUsage.unreached()).isEmpty();
    assertThat(jobs.unreached()).isEmpty();
  }

  private void check(Facts facts, List<String> columns, int column) {
    if (column == columns.size()) {
      check(facts);
      return;
    }
    for (String value : VALUES.get(columns.get(column))) {
      facts.put(columns.get(column), value);
      check(facts, columns, column + 1);
    }
  }

  private void check(Facts facts) {
    Verdict verdict = Verdict.of(facts);
    String wanted = ofItself(facts.known);
    boolean over = false;
    if (facts.job() != Job.NONE) {
      Map<String, String> known = new HashMap<>(facts.known);
      known.put("the call is", wanted.equals("free, `failed`") ? "failed" : wanted.split("\\W")[0]);
      List<String> outcome = jobs.outcome(known);
      wanted = outcome.get(0).equals("the same") ? wanted : outcome.get(0);
      over = outcome.get(1).equals("over");
    }
    if (!text(verdict).equals(wanted)) {
      assertThat(text(verdict)).as("%s", facts.known).isEqualTo(wanted);
    }
    if (facts.job() != Job.NONE && JobEnd.isSeen(verdict, facts) != over) {
      assertThat(JobEnd.isSeen(verdict, facts)).as("%s ends", facts.known).isEqualTo(over);
    }
  }

  private String ofItself(Map<String, String> facts) {
    String outcome = ended.outcome(facts).get(0);
    return switch (outcome) {
      case "judged by its usage" -> usage.outcome(facts).get(0);
      case "judged without usage" -> withoutUsage.outcome(facts).get(0);
      case "free, as the file says" -> "free, `not_billable`";
      default -> outcome;
    };
  }

  @Test
  void of_aCallThatIsPaidByTheHour_isFreeAndKeepsItsFigures() {
    Facts facts = new Facts();
    VALUES.forEach((column, values) -> facts.put(column, values.get(0)));
    facts.put("status", "success");
    facts.put("the file says", "provisioned");

    Verdict verdict = Verdict.of(facts);

    assertThat(verdict.kind()).isEqualTo(Billing.Kind.FREE);
    assertThat(verdict.reason()).isEqualTo(Reasons.PROVISIONED);
    assertThat(verdict.by()).isEqualTo(Figures.TOLD);
    assertThat(verdict.showsWork()).isTrue();
  }

  @Test
  void of_aJobThatNobodySawFinish_isWhatTheTableSays() {
    TruthTable unfinished = new TruthTable(BillingPage.UNFINISHED, 1);
    Facts facts = new Facts();
    facts.unfinished = true;
    for (String estimate : VALUES.get("the estimate")) {
      facts.put("the estimate", estimate);
      for (String reported : VALUES.get("reported")) {
        facts.put("reported", reported);
        for (String stated : VALUES.get("stated")) {
          facts.put("stated", stated);
          assertThat(text(Verdict.of(facts)))
              .as("%s", facts.known)
              .isEqualTo(unfinished.outcome(facts.known).get(0));
        }
      }
    }
    assertThat(unfinished.unreached()).isEmpty();
  }

  @Test
  void priced_everyCombination_isWhatTheTableSays() {
    TruthTable prices = new TruthTable(BillingPage.PRICES, 1);
    for (Billing billing :
        List.of(Billing.BILLED, Billing.partial("no_usage"), Billing.unknown("no_usage"))) {
      for (boolean stated : List.of(true, false)) {
        for (boolean users : List.of(true, false)) {
          for (String priced : List.of("everything", "something", "nothing")) {
            check(prices, billing, stated, users, priced);
          }
        }
      }
    }
    assertThat(prices.unreached()).isEmpty();
  }

  private static void check(
      TruthTable prices, Billing billing, boolean stated, boolean users, String priced) {
    Map<String, String> facts =
        Map.of(
            "the call is",
            switch (billing.kind()) {
              case BILLED -> "rated";
              case PARTIAL -> "partial";
              default -> "unrated";
            },
            "the provider states",
            stated ? "money" : "",
            "the card is",
            users ? "the user's" : "",
            "a price has",
            priced);
    String wanted =
        switch (billing.priced(
            stated, users, !priced.equals("everything"), !priced.equals("nothing"))) {
          case AS_STATED -> "rated as stated";
          case WHOLE -> "rated by prices";
          case PARTIAL -> "partial";
          case NOT -> "unrated";
        };
    assertThat(prices.outcome(facts)).as("%s", facts).containsExactly(wanted);
  }

  private static String text(Verdict verdict) {
    String by = verdict.by() == Figures.GUESSED ? " by the estimate" : "";
    String soFar = verdict.by() == Figures.TOLD_SO_FAR ? ", estimated" : "";
    return switch (verdict.kind()) {
      case BILLED -> "rated" + by + soFar;
      case PARTIAL -> "partial" + by + soFar;
      case FREE -> "free, `" + verdict.reason() + "`";
      case UNKNOWN ->
          "unrated, `" + verdict.reason() + "`" + (by.isEmpty() ? "" : ", with the estimate");
    };
  }

  /** Facts in the words of the page. */
  private static final class Facts implements EndedCall {
    private final Map<String, String> known = new HashMap<>();
    private boolean unfinished;

    void put(String column, String value) {
      known.put(column, value);
    }

    private boolean is(String column, String value) {
      return value.equals(known.get(column));
    }

    @Override
    public End end() {
      return ENDS.get(known.get("ended"));
    }

    @Override
    public int status() {
      return is("status", "none") ? 0 : is("status", "success") ? 200 : 500;
    }

    @Override
    public Job job() {
      return unfinished
          ? Job.UNFINISHED
          : Job.valueOf(known.getOrDefault("job", "none").toUpperCase(Locale.ROOT));
    }

    @Override
    public String free() {
      if (is("the file says", "provisioned")) {
        return Reasons.PROVISIONED;
      }
      return is("the file says", "free") ? Reasons.NOT_BILLABLE : null;
    }

    @Override
    public boolean failed() {
      return !is("the body says", "fine");
    }

    @Override
    public boolean delivered() {
      return is("the body says", "failed late");
    }

    @Override
    public Evidence evidence() {
      return Evidence.valueOf(word("usage"));
    }

    private String word(String column) {
      return known.get(column).toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    @Override
    public boolean cut() {
      return is("counts", "cut");
    }

    @Override
    public boolean repeated() {
      return is("shown", "before");
    }

    @Override
    public boolean overflowed() {
      return is("kept", "in part");
    }

    @Override
    public Found told() {
      return Found.valueOf(word("reported"));
    }

    @Override
    public Found guessed() {
      return Found.valueOf(word("the estimate"));
    }

    @Override
    public Stated stated() {
      return Stated.valueOf(word("stated"));
    }
  }
}
