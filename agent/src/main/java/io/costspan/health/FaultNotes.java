package io.costspan.health;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the reasons of {@link Faults} mean for a person who wants to know what the run cost: the one
 * table of sentences, for warnings and for the receipt.
 */
public final class FaultNotes {
  /** Reasons that cost nobody a figure. */
  private static final Set<String> HARMLESS = Set.of("load", "preload", "prices");

  /** Reasons of which a warning with more details tells where they are counted. */
  private static final Set<String> TOLD =
      Set.of(
          "files_late",
          "files_unanswered",
          "ledger_limit",
          "ledger_write",
          "link",
          "metrics_not_exported",
          "prices_refused",
          "spans_not_exported");

  private static final Map<String, Note> NOTES =
      Map.ofEntries(
          note("advice", "call", "not, or not wholly, watched: the agent failed"),
          note(
              "begun_at_exit",
              "call",
              "begun while the JVM exited, and is missing if it did not end"),
          note("call", "call", "lost at the end: the agent failed"),
          note("exchange", "call", "not watched to the end: the agent failed"),
          note("exit", "task", "broken off at exit: figures may be missing"),
          note("export", "export", "broken off: metrics or spans are missing"),
          note("files_late", "call", "missed: only a file that answered late names its host"),
          note("files_unanswered", "file", "not read: it did not answer"),
          note("gate", "call", "not looked at: the agent failed"),
          note("job", "job", "not settled: what it cost is missing"),
          note("ledger_full", "line", "left out of the ledger: its queue was full"),
          note("ledger_late", "line", "left out of the ledger: the JVM had to end"),
          note("ledger_limit", "line", "left out of the ledger: ledger.limit was reached"),
          note("ledger_line", "line", "left out of the ledger: the agent failed"),
          note("ledger_write", "line", "left out of the ledger: its file could not be written"),
          note(
              "link", "hook", "not set, for a client of an unknown version: its calls are missing"),
          note(
              "metrics_not_exported",
              "export",
              "not taken by the backend: metrics are late or missing"),
          note("okhttp_body", "body", "not watched to the end: the agent failed", "bodies"),
          note("open_exchanges_full", "call", "begun beside 20000 others: missing if never over"),
          note("output", "call", "left out of the ledger or this receipt: the agent failed"),
          note("prices_refused", "price file", "refused: its prices or its changes do not count"),
          note("prices_reload", "look", "broken off, at price files: old prices may have applied"),
          note("queue_full", "call", "dropped while prices loaded, and missing everywhere"),
          note("rating", "call", "not rated: the agent failed"),
          note("reader", "call", "not understood: the agent failed"),
          note("request_copy", "request", "not watched: made by other means than the JDK's"),
          note("retransform", "class", "not watched: calls of its client are missing", "classes"),
          note("scrape_cut", "scrape", "cut off: it took too long to ask or to read"),
          note("series_full", "point", "left out of metrics: there were too many series"),
          note("slow_start", "client", "used before the agent was ready: first calls are missing"),
          note("spans_dropped", "span", "dropped: they came faster than the backend took them"),
          note("spans_not_exported", "export", "not taken by the backend: spans are missing"),
          note("start", "start", "broken off: calls are missing"),
          note("tally_full", "call", "not rated: a list in the reply was too long"),
          note("telemetry", "call", "left out of metrics or spans: the agent failed"),
          note("thread", "task", "broken off on a thread of the agent's: figures may be missing"),
          note("uncaught", "fault", "caught at the last moment: its call may be missing"),
          note("unnamed", "fault", "not named for want of memory: figures may be missing"),
          note("unopened", "call", "never rated: prices had not loaded at exit"),
          note("unsettled_at_exit", "call", "under way when the JVM ended, and had to be left out"),
          note("weave", "class", "not watched: calls of its client are missing", "classes"));

  private FaultNotes() {}

  /**
   * One sentence per reason that means lost or uncertain money, in the reasons' order.
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

  /** Whether a warning should tell of that reason. */
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
