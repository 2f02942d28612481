package io.costspan.health;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the reasons of {@link Faults} mean to a person who wants to know what the run cost: the only
 * table of these sentences, used for warnings and the receipt.
 */
public final class FaultNotes {
  /** Reasons that make no figure wrong or incomplete. */
  private static final Set<String> HARMLESS =
      Set.of("load", "page", "preload", "prices", "prices_cache", "state", "unseen");

  /** Reasons that are reported by a more detailed warning where they are counted. */
  private static final Set<String> TOLD =
      Set.of(
          "budget_state",
          "budget_webhook",
          "files_late",
          "files_unanswered",
          "ledger_limit",
          "ledger_write",
          "link",
          "metrics_not_exported",
          "prices_refused",
          "prices_unfetched",
          "spans_not_exported");

  private static final Map<String, Note> NOTES =
      Map.ofEntries(
          note("admission", "call", "let go without asking the budgets: the agent failed"),
          note("advice", "call", "not watched, or not completely: the agent failed"),
          note("begun_at_exit", "call", "begun during the exit of the JVM: missing unless ended"),
          note("budget", "call", "not checked against budgets: the agent failed"),
          note(
              "budget_notices",
              "notice of budgets",
              "not given: there were too many at once",
              "notices of budgets"),
          note(
              "budget_state",
              "use of budget.state",
              "not possible: budgets may begin at 0 again",
              "uses of budget.state"),
          note("budget_webhook", "alert", "not taken by budget.webhook"),
          note("call", "call", "lost when it ended: the agent failed"),
          note("connections_full", "connection", "not looked at: there were too many at once"),
          note("decompressor", "body", "not decoded as the application does", "bodies"),
          note("exchange", "call", "not watched to the end: the agent failed"),
          note("exit", "task", "interrupted at exit: figures may be missing"),
          note("export", "export", "interrupted: metrics or spans are missing"),
          note("files_late", "call", "missed: the file that names the host was read too late"),
          note("files_unanswered", "file", "not read for lack of an answer"),
          note("frame", "call", "perhaps in the wrong place of a trace: the agent failed"),
          note("gate", "call", "not recognised: the agent failed"),
          note("home", "home", "not usable: metrics and spans went elsewhere"),
          note("job", "job", "not settled: the cost is missing"),
          note("ledger_full", "line", "left out of the ledger: its queue was full"),
          note("ledger_late", "line", "left out of the ledger: the JVM ended first"),
          note("ledger_limit", "line", "left out of the ledger: ledger.limit was reached"),
          note("ledger_line", "line", "left out of the ledger: the agent failed"),
          note("ledger_write", "line", "left out of the ledger: its file could not be written"),
          note("link", "hook", "not installed: calls of a client of unknown version are missing"),
          note(
              "metrics_not_exported",
              "export",
              "not accepted by the backend: metrics are late or missing"),
          note("metrics_unshown", "call", "left out of metrics: no SDK was left to show them"),
          note("okhttp_body", "body", "not watched to the end: the agent failed", "bodies"),
          note("open_exchanges_full", "call", "begun beside 20000 others: missing unless ended"),
          note("output", "call", "left out of the ledger or this receipt: the agent failed"),
          note("owner", "call", "without owners and caller: the agent failed"),
          note("prices_refused", "price file", "refused: prices or changes are missing"),
          note(
              "prices_reload",
              "check",
              "interrupted, of price files: outdated prices may have been used"),
          note("prices_unfetched", "price URL", "without answer: prices are outdated or estimated"),
          note("queue_full", "call", "dropped while prices were loading, and missing everywhere"),
          note("rating", "call", "not rated: the agent failed"),
          note("recording", "call", "left out of a flight recording: the agent failed"),
          note("reader", "call", "not read: the agent failed"),
          note("rehearsal", "first call", "slower than need be: the agent failed"),
          note("request", "call", "not added to the cost of its request: the agent failed"),
          note("requests_full", "call", "left out of the cost of its request: too many were open"),
          note("retransform", "class", "not watched: calls of its client are missing", "classes"),
          note("scrape_cut", "reader", "of a page disconnected: sending or reading took too long"),
          note("series_full", "point", "left out of metrics: there were too many series"),
          note("slow_start", "client", "used before the agent was ready: first calls are missing"),
          note("spans_dropped", "span", "dropped: the backend accepted them too slowly"),
          note("spans_not_exported", "export", "not accepted by the backend: spans are missing"),
          note("start", "start", "interrupted: calls are missing"),
          note("tally_full", "call", "not rated: a list in the reply was too long"),
          note("telemetry", "call", "left out of metrics or spans: the agent failed"),
          note("thread", "task", "interrupted on a thread of the agent: figures may be missing"),
          note("uncaught", "fault", "caught at the last moment: a call may be missing"),
          note("unnamed", "fault", "not named for lack of memory: figures may be missing"),
          note("unopened", "call", "never rated: prices had not been loaded at exit"),
          note("unsettled_at_exit", "call", "under way when the JVM ended, and was left out"),
          note("weave", "class", "not watched: calls of its client are missing", "classes"));

  private FaultNotes() {}

  /**
   * One sentence for each reason that means lost or uncertain money, in alphabetical order of the
   * reasons.
   *
   * @param counts as of {@link Faults#counts}
   */
  public static List<String> of(Map<String, Long> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .filter(fault -> fault.getValue() > 0 && !HARMLESS.contains(fault.getKey()))
            .map(fault -> sentence(fault.getKey(), fault.getValue()))
            .toList();
  }

  /** Such as {@code 12 lines were left out of the ledger: its queue was full}. */
  static String sentence(String reason, long count) {
    Note note = NOTES.get(reason);
    return note == null
        ? general(count) + " (" + reason + "): figures may be missing"
        : note.of(count);
  }

  /** Whether a warning should report that reason. */
  static boolean isNews(String reason) {
    return !HARMLESS.contains(reason) && !TOLD.contains(reason);
  }

  /** All reasons of the table. */
  static Set<String> known() {
    Set<String> known = new HashSet<>(NOTES.keySet());
    known.addAll(HARMLESS);
    return known;
  }

  private static String general(long count) {
    return count + (count == 1 ? " fault" : " faults") + " of the agent";
  }

  private static Map.Entry<String, Note> note(String reason, String one, String words) {
    return note(reason, one, words, one + "s");
  }

  private static Map.Entry<String, Note> note(
      String reason, String one, String words, String many) {
    return Map.entry(reason, new Note(one, many, words));
  }

  private record Note(String one, String many, String words) {
    String of(long count) {
      return count + " " + (count == 1 ? one + " was " : many + " were ") + words;
    }
  }
}
