package io.costspan.reading;

/** The truth about billing, as {@link VerdictTest} checks it and docs/billing.md shows it. */
final class BillingPage {
  private static final String HEAD =
      """
      # What is billed

      Every call that the agent recognises is `rated`, `partial`, `unrated` or `free`. One class decides it, `Verdict`, from what was seen of
      the call; these tables are its whole truth. They are checked for every combination of their columns, and written into this page, by a test.
      Of each table the first row that fits counts; an empty cell stands for anything.

      Unknown is never zero, and half a usage is never a whole one: what cannot be known is `unrated`, with its reason, and a usage of which one
      meter is missing is `partial`, with the meter named. Figures that are no fact are flagged as `estimated` on every signal.

      """;

  /** From how the call ended. */
  static final String ENDED =
      """
      | ended | status | job | the file says | the body says | usage | the call is |
      | --- | --- | --- | --- | --- | --- | --- |
      | from a cache | | | | | | free, `cache_hit` |
      | not sent | | | | | | free, `not_sent` |
      | our fault | | | | | | unrated, `fault` |
      | | none | | free | | | free, as the file says |
      | | none | pending or known or unknown | | | | free, `not_billable` |
      | closed | none | | | | | unrated, `aborted`, with the guess |
      | | none | | | | | unrated, `no_response`, with the guess |
      | | | pending | | | | free, `not_billable` |
      | | | | free | | | free, as the file says |
      | | | | | | seen | judged by its usage |
      | | no success | | | | | free, `failed` |
      | | | | | failed | | free, `failed` |
      | | | | | | not described | unrated, `unknown_operation` |
      | | | | | fine | not needed | judged by its usage |
      | | | | | | | judged without usage |
      """;

  /** From its usage. */
  static final String USAGE =
      """
      | kept | shown | counts | the guess | told | stated | the call is |
      | --- | --- | --- | --- | --- | --- | --- |
      | in part | | | | | | unrated, `fault` |
      | | before | | | | | free, `already_rated` |
      | | | cut | whole or part or malformed | | malformed | unrated, `malformed_usage` |
      | | | cut | malformed | | | unrated, `malformed_usage` |
      | | | cut | whole | | | rated by the guess |
      | | | cut | part | | | partial by the guess |
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
      | job | ended | the body says | stated | the guess | the call is |
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
      | | | | | whole | rated by the guess |
      | | | | | part | partial by the guess |
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
      | known | unrated | our fault | | | the same | not over |
      | known | unrated | | | | free, `not_billable` | not over |
      | known | free or failed | whole | success | | the same | over |
      | unknown | unrated or failed | whole | success | | the same | over |
      | known or unknown | | whole | no success | free | the same | over |
      | | | | | | the same | not over |
      """;

  /** A job that nobody saw finish. */
  static final String UNFINISHED =
      """
      | the guess | told | stated | the call is |
      | --- | --- | --- | --- |
      | | | malformed | unrated, `malformed_usage` |
      | malformed | | | unrated, `malformed_usage` |
      | whole | | | rated by the guess |
      | part | | | partial by the guess |
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
            A call without any reply was either never sent whole, and is free, or it was, and then the provider may well bill it: it is unrated, and
            what can be guessed of its input is kept as estimated quantities. A provider whose file says that it does not bill such calls makes them
            free. A call of a job that gets no reply is a poll, which is no work. Success is a status of 2xx, or 101. The body that `failed late` is
            a stream that had delivered something before its error event: it is judged like one that was cut.
            """,
            ENDED)
        + section(
            "By its usage",
            """
            Counts are `cut` if a stream broke, failed late, or ended without the event that its dialect always ends with, and before its counts were
            final. The guess is what the reader's `estimate` finds; a `part` lacks a meter that belongs to the others. Malformed is what is
            unreadable, negative, beyond all bounds, or a part larger than the count that it stands in. Estimated figures of a `cut` call are flagged.
            """,
            USAGE)
        + section(
            "Without usage",
            """
            The reply was no failure, but shows none of the evidence of usage that its reader names. There is no guess for a whole reply without any
            document, nor with `estimate=false`.
            """,
            WITHOUT_USAGE)
        + section(
            "Jobs",
            """
            A call may belong to a job that outlives it: it shows the job `pending`, or an earlier call did (`known`), or neither (`unknown`). A job
            is billed with the call that shows it over, and once: what comes later is free, `already_rated`.
            """,
            JOBS)
        + section(
            "Jobs that nobody saw finish",
            """
            They are settled some time after the last news of them, or at exit, by what is known of them.
            """,
            UNFINISHED)
        + section(
            "By prices",
            """
            A part with a price is an amount, and the call is `partial`; with no price at all it is `unrated`. The reason is the usage that is missing,
            else the first price that is.
            """,
            PRICES);
  }

  private static String section(String title, String words, String table) {
    return "## " + title + "\n\n" + words + "\n" + table + "\n";
  }

  private BillingPage() {}
}
