package io.costspan.page;

import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import io.costspan.receipt.Total;
import java.math.BigDecimal;
import java.util.List;

/** The page. */
final class PageHtml {
  private final Snapshot shown;
  private final OtherRooms around;
  private final Sums all;

  private PageHtml(Snapshot shown) {
    this.shown = shown;
    this.around = shown.others();
    this.all = shown.all();
  }

  /**
   * Fills the slots of the page.
   *
   * @param page with four slots: title, head line, identity and sections
   */
  static String of(Snapshot shown, String page) {
    return new PageHtml(shown).fill(page);
  }

  private String fill(String page) {
    ThisJvm jvm = around.jvm();
    Markup sections =
        List.of(
                total(),
                new ChartHtml(shown).section(),
                MissingHtml.section(shown),
                Markup.of(
                    "<div class=\"groups\">{}{}</div>",
                    BudgetsHtml.section(around.budgets()),
                    new GroupsHtml(shown).sections()),
                CallsHtml.section(shown.calls()),
                prices())
            .stream()
            .collect(Markup.joined());
    return Markup.of(page, title(jvm), jvm.name(), identity(jvm), sections).html();
  }

  private Markup identity(ThisJvm jvm) {
    return Markup.of(
        "process {} on {}, Java {}, agent {}; counted since {} UTC, shown as of {} UTC",
        jvm.pid(),
        jvm.host(),
        jvm.java(),
        jvm.agent(),
        Pieces.time(shown.since()),
        Pieces.time(shown.at()));
  }

  /** For the tab of a browser, of which only the beginning is seen. */
  private String title(ThisJvm jvm) {
    StringBuilder title = new StringBuilder();
    shown
        .total()
        .sums()
        .forEach(
            (currency, sum) ->
                title.append(Markup.plain(sum)).append(' ').append(currency).append(", "));
    return title.append(jvm.name()).append(": AI spend").toString();
  }

  private Markup total() {
    Total total = shown.total();
    Markup sum =
        total.sums().isEmpty()
            ? Markup.of("<span class=\"money\">nothing yet</span>")
            : Pieces.money(total.sums(), all.estimated());
    return Pieces.section(
        "total",
        "Spent so far",
        Markup.of(
            "<p class=\"sum\">{}</p>{}<p class=\"minute\">in the last minute: {}</p><ul class=\"counts\">{}{}</ul>",
            sum,
            total.note().isEmpty()
                ? Markup.NOTHING
                : Markup.of(
                    "<p class=\"note\">{}: {}</p>",
                    total.note().get(),
                    Pieces.inLine(all.amounts(), all.estimated())),
            Pieces.inLine(shown.lastMinute(), false),
            Markup.of("<li><b>{}</b> {}</li>", all.calls(), all.calls() == 1 ? "call" : "calls"),
            List.of(Status.values()).stream()
                .filter(status -> all.calls(status) > 0)
                .map(
                    status ->
                        Markup.of("<li><b>{}</b> {}</li>", all.calls(status), Pieces.badge(status)))
                .collect(Markup.joined())));
  }

  private Markup prices() {
    Markup rows =
        shown.prices().stream()
            .map(
                price ->
                    Markup.of(
                        "<tr><th scope=\"row\">{} <small>{}{}</small></th><td>{}</td><td class=\"number\">{}</td></tr>",
                        price.id(),
                        price.isDated() ? "checked " + price.checked() : "your own",
                        price.factor().compareTo(BigDecimal.ONE) == 0
                            ? ""
                            : ", times " + Markup.plain(price.factor()),
                        price.meter(),
                        Markup.of(
                            "{} <small>for {}</small>",
                            Pieces.money(price.rate(), price.currency(), false),
                            price.per())))
            .collect(Markup.joined());
    return Pieces.section(
        "prices",
        "Prices",
        Markup.of(
            "<p class=\"note\">Price table {}, compared with its sources {} days ago. What calls were"
                + " rated by so far:</p>{}",
            around.priceTable(),
            around.priceAgeDays(),
            rows.equals(Markup.NOTHING)
                ? Pieces.note("Nothing yet.")
                : Pieces.table(
                    "Prices used so far",
                    List.of(Pieces.head("Rate card"), Pieces.head("Meter"), Pieces.numbers("Rate")),
                    rows)));
  }
}
