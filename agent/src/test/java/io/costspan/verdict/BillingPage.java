package io.costspan.verdict;

/** The truth table of {@link Verdict}: {@link VerdictTest} checks it, docs/billing.md shows it. */
final class BillingPage {
  private static final String HEAD =
      """
      # What is billed

      Every call that the agent recognises is `rated`, `partial`, `unrated` or `free`. One class, `Verdict`,
      decides which, from what is known of the call. The tables below are its complete truth table; a test
      checks them for every combination of their columns and writes them into this page. In each table the
      first matching row applies, and an empty cell matches anything.

      An unknown cost is never zero, and half a usage report is never treated as a whole one. What cannot be
      known is `unrated`, with a reason, and a call whose usage lacks one meter is `partial`, with the meter
      named. Figures that are not exact are flagged as `estimated` on every signal. A call that the file calls
      free because its throughput is paid by the hour (`provisioned`) keeps its figures: a card of yours may
      have a price for them.

      A call that one of your budgets refuses is `blocked`, with the reason `budget` and the amount 0: it
      failed before anything was sent, so there is nothing to judge.

      """;

  /** From how the call ended. */
  static final String ENDED =
      """
      | ended | status | job | the file says | the body says | usage | the call is |
      | --- | --- | --- | --- | --- | --- | --- |
      | from a cache | | | | | | free, `cache_hit` |
      | not sent | | | | | | free, `not_sent` |
      | agent failed | | | | | | unrated, `fault` |
      | | none | | free | | | free, as the file says |
      | | none | pending or known or unknown | | | | free, `not_billable` |
      | closed | none | | | | | unrated, `aborted`, with the estimate |
      | | none | | | | | unrated, `no_response`, with the estimate |
      | | | pending | | | | free, `not_billable` |
      | | | | free | | | free, as the file says |
      | | | | | | seen | judged by its usage |
      | | success | | | | signs only | judged by its usage |
      | | no success | | | | | free, `failed` |
      | | | | | failed | | free, `failed` |
      | | | | | | not described | unrated, `unknown_operation` |
      | | | | | fine | not needed | judged by its usage |
      | | | | | | | judged without usage |
      """;

  /** From its usage. */
  static final String USAGE =
      """
      | kept | shown | counts | the estimate | reported | stated | the call is |
      | --- | --- | --- | --- | --- | --- | --- |
      | in part | | | | | | unrated, `fault` |
      | | before | | | | | free, `already_rated` |
      | | | cut | whole or part or malformed | | malformed | unrated, `malformed_usage` |
      | | | cut | malformed | | | unrated, `malformed_usage` |
      | | | cut | whole | | | rated by the estimate |
      | | | cut | part | | | partial by the estimate |
      | | | | | malformed | | unrated, `malformed_usage` |
      | | | | | | malformed | unrated, `malformed_usage` |
      | | | | | nothing | nothing | unrated, `no_usage` |
      | | | cut | | part | nothing | partial, estimated |
      | | | | | part | nothing | partial |
      | | | cut | | | | rated, estimated |
      | | | | | | | rated |
      """;

  /** Without usage. */
  static final String WITHOUT_USAGE =
      """
      | job | ended | the body says | stated | the estimate | the call is |
      | --- | --- | --- | --- | --- | --- |
      | known | whole | fine | | | unrated, `no_usage` |
      | known | unreadable | | | | unrated, `malformed_body` |
      | known | in an unknown coding | | | | unrated, `unsupported_encoding` |
      | known | | | | | unrated, `aborted` |
      | | | | malformed | | unrated, `malformed_usage` |
      | | | | money | | rated |
      | | unreadable | | | | unrated, `malformed_body` |
      | | in an unknown coding | | | | unrated, `unsupported_encoding` |
      | | | | | malformed | unrated, `malformed_usage` |
      | | | | | whole | rated by the estimate |
      | | | | | part | partial by the estimate |
      | | whole | fine | | | unrated, `no_usage` |
      | | | | | | unrated, `aborted` |
      """;

  /** What a call says of the job that it belongs to; the verdict is that of the tables above. */
  static final String JOBS =
      """
      | job | the call is | ended | status | the file says | then it is | the job is |
      | --- | --- | --- | --- | --- | --- | --- |
      | | rated or partial | | | | the same | over |
      | pending | | | | | the same | not over |
      | known | unrated | whole | success | | the same | over |
      | known | unrated | agent failed | | | the same | not over |
      | known | unrated | | | | free, `not_billable` | not over |
      | known | free or failed | whole | success | | the same | over |
      | unknown | unrated or failed | whole | success | | the same | over |
      | known or unknown | | whole | no success | free | the same | over |
      | | | | | | the same | not over |
      """;

  /** A job that nobody saw finish. */
  static final String UNFINISHED =
      """
      | the estimate | reported | stated | the call is |
      | --- | --- | --- | --- |
      | | | malformed | unrated, `malformed_usage` |
      | malformed | | | unrated, `malformed_usage` |
      | whole | | | rated by the estimate |
      | part | | | partial by the estimate |
      | | malformed | | unrated, `malformed_usage` |
      | | nothing | nothing | unrated, `job_unfinished` |
      | | part | nothing | partial, estimated |
      | | | | rated, estimated |
      """;

  /** From prices. */
  static final String PRICES =
      """
      | the call is | the provider states | the card is | a price has | then it is |
      | --- | --- | --- | --- | --- |
      | rated | money | the user's | everything | rated by prices |
      | | money | | | rated as stated |
      | unrated | | | | unrated |
      | | | | nothing | unrated |
      | | | | something | partial |
      | partial | | | | partial |
      | | | | | rated by prices |
      """;

  /** The whole page. */
  static String text() {
    return HEAD
        + section(
            "How it ended",
            """
            A call without any reply was either never sent completely, and is free, or it was sent, and then the
            provider may well bill it. In that case it is unrated, and what can be estimated of its input is kept
            as estimated quantities. If the provider file says that such calls are not billed, they are free. A
            call that belongs to a job and gets no reply is a poll, which does no work. A status of 2xx or 101 is
            a success. The body says `failed late` if a stream had delivered something before its error event;
            such a stream is judged like one that was cut. Usage is `seen` if the reply has figures of the
            provider's own. There are `signs only` if it merely holds what was made, such as images; a reply
            without success proves nothing by that.
            """,
            ENDED)
        + section(
            "By its usage",
            """
            The counts are `cut` if a stream broke, failed late, or ended without the event that its API always
            ends with, before its counts were final. The estimate is what the reader's `estimate` finds. In a
            `part`, a meter that belongs to the others is missing. A count is malformed if it is unreadable,
            negative, out of bounds, or larger than the count that includes it. Calls are `shown before` if an
            earlier reply showed the same usage, and `kept in part` if there was more to count than the agent
            holds. Reported figures of a `cut` call are flagged as estimated.
            """,
            USAGE)
        + section(
            "Without usage",
            """
            These replies are no failures, but show none of the evidence of usage that their reader names.
            Nothing is estimated if a complete reply contains no document, or with `estimate=false`.
            """,
            WITHOUT_USAGE)
        + section(
            "Jobs",
            """
            A call may belong to a job that outlives it: it shows the job as `pending`, or an earlier call did
            (`known`), or neither (`unknown`). A job is billed once, with the call that shows that it is over;
            calls that show it again later are free, `already_rated`.
            """,
            JOBS)
        + section(
            "Jobs that nobody saw finish",
            """
            These jobs are settled some time after the last call that showed them, or at exit, by what is known
            of them by then.
            """,
            UNFINISHED)
        + section(
            "By prices",
            """
            If only some quantities have a price, they make up the amount, and the call is `partial`; if none has
            a price, it is `unrated`. The reason is the missing usage, or else the first missing price.
            """,
            PRICES);
  }

  private static String section(String title, String words, String table) {
    return "## " + title + "\n\n" + words + "\n" + table + "\n";
  }

  private BillingPage() {}
}
