package io.costspan.report;

import io.costspan.history.Reading;
import io.costspan.page.Documents;
import io.costspan.page.Markup;
import io.costspan.page.Pieces;
import io.costspan.receipt.Sums;
import io.costspan.receipt.Total;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A report as a page in one file. It has no script, and its policy forbids everything but its own
 * style, whatever names are in it.
 */
public final class ReportHtml {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>{}</title>
      <style>{}</style>
      </head>
      <body>
      <header>
      <h1>AI spend</h1>
      <p class="note">{}</p>
      </header>
      <main>
      {}</main>
      <footer><p class="note">{}</p></footer>
      </body>
      </html>
      """;

  /** Its tables have more columns than those of the spend page. */
  private static final String WIDE_TABLES = "\nsection { overflow-x: auto; }\n";

  private final Report report;
  private final Report hours;
  private final List<Group> groups;
  private final Reading reading;
  private final ZoneId zone;

  /**
   * The page of a report.
   *
   * @param hours the same calls by hour
   * @param top how many groups it shows
   */
  public ReportHtml(
      Report report, Report hours, int top, Order order, Reading reading, ZoneId zone) {
    this.report = report;
    this.hours = hours;
    this.groups = report.top(top, order);
    this.reading = reading;
    this.zone = zone;
  }

  /**
   * The page.
   *
   * @throws IOException if its style cannot be read
   */
  public String render() throws IOException {
    String style = Documents.style() + WIDE_TABLES;
    Markup sections =
        Stream.of(total(), new SpendChart(hours, zone).section(), gaps(), groups())
            .collect(Markup.joined());
    return Markup.of(PAGE, hash(style), title(), Markup.trusted(style), span(), sections, read())
        .html();
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String title() {
    StringBuilder title = new StringBuilder();
    report
        .money()
        .sums()
        .forEach(
            (currency, sum) ->
                title.append(Markup.plain(sum)).append(' ').append(currency).append(", "));
    return title.append("AI spend").toString();
  }

  private String span() {
    return report.first() == null
        ? "No call was found."
        : "Calls from "
            + Objects.requireNonNull(report.first()).atZone(zone).toOffsetDateTime()
            + " to "
            + Objects.requireNonNull(report.last()).atZone(zone).toOffsetDateTime()
            + ", time zone "
            + zone;
  }

  private String read() {
    return Wording.read(reading);
  }

  private Markup total() {
    Total money = report.money();
    Sums all = report.total();
    Markup notes = Wording.notes(report).stream().map(Pieces::note).collect(Markup.joined());
    Markup each =
        money.note().isPresent() ? Pieces.money(all.amounts(), all.estimated()) : Markup.NOTHING;
    return Pieces.section(
        "total",
        "Spent in all",
        Markup.of(
            "<p class=\"sum\">{}</p>{}<ul class=\"counts\"><li><b>{}</b> calls</li></ul>{}",
            money.sums().isEmpty()
                ? Markup.of("<span class=\"money\">nothing</span>")
                : Pieces.money(money.sums(), all.estimated()),
            each,
            all.calls(),
            notes));
  }

  private Markup gaps() {
    if (report.gaps().isEmpty()) {
      return Pieces.section(
          "missing",
          "Not known",
          Pieces.note("Nothing: no call is unrated, partial, estimated or blocked."));
    }
    Markup rows =
        report.gaps().stream()
            .map(
                gap ->
                    Markup.of(
                        "<tr><th scope=\"row\">{}</th><td><code>{}</code></td>"
                            + "<td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>",
                        gap.rating(),
                        gap.reason(),
                        gap.sums().calls(),
                        Pieces.money(gap.sums().amounts(), false),
                        Wording.few(gap.models())))
            .collect(Markup.joined());
    return Pieces.section(
        "missing",
        "Not known",
        Pieces.table(
            "What the sums do not know",
            List.of(
                Pieces.head("Rating"),
                Pieces.head("Reason"),
                Pieces.numbers("Calls"),
                Pieces.numbers("Known amount"),
                Pieces.head("Models")),
            rows));
  }

  private Markup groups() {
    List<Markup> head = new ArrayList<>();
    report.by().forEach(key -> head.add(Pieces.head(key.name())));
    Stream.of("Calls", "Amount", "Share").map(Pieces::numbers).forEach(head::add);
    head.add(Pieces.head("Not known"));
    Markup rows = groups.stream().map(this::row).collect(Markup.joined());
    return Pieces.section(
        "calls",
        "By " + String.join(", ", report.by().stream().map(key -> key.name()).toList()),
        groups.isEmpty() ? Pieces.note("No call.") : Pieces.table("Sums", head, rows));
  }

  private Markup row(Group group) {
    Sums sums = group.sums();
    Map<String, BigDecimal> all = report.total().amounts();
    BigDecimal share = report.worth().share(sums.amounts(), all);
    Markup names =
        group.names().stream()
            .map(name -> Markup.of("<th scope=\"row\">{}</th>", Pieces.name(name)))
            .collect(Markup.joined());
    return Markup.of(
        "<tr>{}<td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}{}</td>"
            + "<td>{}</td></tr>",
        names,
        sums.calls(),
        Pieces.money(sums.amounts(), sums.estimated()),
        share == null ? "" : share + " %",
        share == null ? Markup.NOTHING : Pieces.bar(share),
        Wording.notKnown(sums));
  }
}
