package io.costspan.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What was spent in each minute, as a chart and as a table for each currency. */
final class ChartHtml {
  private static final int MOST_CHARTS = 4;

  private final Snapshot shown;
  private final String each;
  private final String span;

  ChartHtml(Snapshot shown) {
    this.shown = shown;
    boolean minutes = shown.secondsPerBar() == 60;
    each = minutes ? "minute" : shown.secondsPerBar() + " seconds";
    span =
        Duration.ofSeconds((long) shown.secondsPerBar() * Timeline.BARS).toMinutes() + " min ago";
  }

  Markup section() {
    Markup charts =
        shown.currencies().stream().limit(MOST_CHARTS).map(this::chart).collect(Markup.joined());
    return Pieces.section(
        "chart",
        "Spend per " + each,
        charts.equals(Markup.NOTHING)
            ? Pieces.note("Nothing was spent yet.")
            : Markup.of("{}{}", charts, numbers()));
  }

  private Markup chart(String currency) {
    BigDecimal highest =
        shown.bars().stream()
            .map(bar -> amount(bar, currency))
            .reduce(BigDecimal.ZERO, BigDecimal::max);
    Markup bars =
        highest.signum() == 0
            ? Markup.NOTHING
            : IntStream.range(0, shown.bars().size())
                .mapToObj(i -> Pieces.column(i, amount(shown.bars().get(i), currency), highest))
                .collect(Markup.joined());
    return Markup.of(
        "<figure><figcaption>Highest: {}</figcaption>"
            + "<svg class=\"chart\" viewBox=\"0 0 600 100\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\"Spend in {} per {}. The highest is {}; the last minute cost {}.\">{}</svg>"
            + "<p class=\"axis\" aria-hidden=\"true\"><span>{}</span><span>now</span></p></figure>",
        Pieces.money(highest, currency, false),
        currency,
        each,
        highest,
        shown.lastMinute().getOrDefault(currency, BigDecimal.ZERO),
        bars,
        span);
  }

  private static BigDecimal amount(Timeline.Bar bar, String currency) {
    return bar.amounts().getOrDefault(currency, BigDecimal.ZERO);
  }

  private Markup numbers() {
    Markup rows =
        shown.bars().stream()
            .filter(bar -> !bar.amounts().isEmpty())
            .map(
                bar ->
                    Markup.of(
                        "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>",
                        Pieces.time(bar.from()),
                        Pieces.money(bar.amounts(), false)))
            .collect(Markup.joined());
    return Markup.of(
        "<details id=\"chart-numbers\"><summary>The chart as a table</summary>{}</details>",
        Pieces.table(
            "Spend per " + each,
            List.of(Pieces.head("From (UTC)"), Pieces.numbers("Spend")),
            rows));
  }
}
