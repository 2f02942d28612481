package io.costspan.report;

import io.costspan.page.Markup;
import io.costspan.page.Pieces;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was spent in each hour, day or month, as a chart and as a table for each currency. */
final class SpendChart {
  private static final int MOST_BARS = 120;
  private static final int MOST_CHARTS = 4;

  /** How long a bar is; the name of its first hour begins with its own. */
  private enum Length {
    HOUR(ChronoUnit.HOURS, "yyyy-MM-dd HH:00"),
    DAY(ChronoUnit.DAYS, "yyyy-MM-dd"),
    MONTH(ChronoUnit.MONTHS, "yyyy-MM"),
    YEAR(ChronoUnit.YEARS, "yyyy");

    private final ChronoUnit unit;
    private final DateTimeFormatter format;
    private final int width;

    Length(ChronoUnit unit, String pattern) {
      this.unit = unit;
      this.format = DateTimeFormatter.ofPattern(pattern);
      this.width = pattern.length();
    }

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Length length;

  /** In the order of time, without gaps. */
  private final Map<String, Map<String, BigDecimal>> bars = new LinkedHashMap<>();

  private final Set<String> currencies = new TreeSet<>();

  SpendChart(Report hours, ZoneId zone) {
    length = length(hours.first(), hours.last());
    if (hours.first() != null && hours.last() != null) {
      ZonedDateTime last = hours.last().atZone(zone);
      ZonedDateTime at = hours.first().atZone(zone);
      for (int i = 0; i <= MOST_BARS && !at.isAfter(last); i++) {
        bars.put(length.format.format(at), new LinkedHashMap<>());
        at = at.plus(1, length.unit);
      }
      bars.put(length.format.format(last), new LinkedHashMap<>());
    }
    hours.groups(Order.USUAL).forEach(this::add);
  }

  private static Length length(@Nullable Instant first, @Nullable Instant last) {
    long hours = first == null || last == null ? 0 : ChronoUnit.HOURS.between(first, last);
    if (hours < MOST_BARS - 1) {
      return Length.HOUR;
    }
    if (hours < (MOST_BARS - 1) * 24L) {
      return Length.DAY;
    }
    return hours < (MOST_BARS - 1) * 24L * 28 ? Length.MONTH : Length.YEAR;
  }

  private void add(Group hour) {
    String name = hour.names().get(0);
    Map<String, BigDecimal> bar =
        bars.get(name.substring(0, Math.min(name.length(), length.width)));
    if (bar != null) {
      hour.sums()
          .amounts()
          .forEach(
              (currency, amount) -> {
                bar.merge(currency, amount, BigDecimal::add);
                currencies.add(currency);
              });
    }
  }

  Markup section() {
    Markup charts =
        currencies.stream().limit(MOST_CHARTS).map(this::chart).collect(Markup.joined());
    return Pieces.section(
        "chart",
        "Spend per " + length.word(),
        currencies.isEmpty()
            ? Pieces.note("Nothing was spent.")
            : Markup.of("{}{}", charts, numbers()));
  }

  private Markup chart(String currency) {
    List<BigDecimal> amounts = new ArrayList<>();
    bars.values().forEach(bar -> amounts.add(bar.getOrDefault(currency, BigDecimal.ZERO)));
    BigDecimal highest = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    List<Markup> rects = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      rects.add(Pieces.column(i, amounts.get(i), highest));
    }
    List<String> names = List.copyOf(bars.keySet());
    return Markup.of(
        "<figure><figcaption>Highest: {}</figcaption>"
            + "<svg class=\"chart\" viewBox=\"0 0 {} 100\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\"Spend in {} per {}. The highest is {}.\">{}</svg>"
            + "<p class=\"axis\" aria-hidden=\"true\"><span>{}</span><span>{}</span></p></figure>",
        Pieces.money(highest, currency, false),
        amounts.size() * Pieces.COLUMN_STEP,
        currency,
        length.word(),
        highest,
        rects.stream().collect(Markup.joined()),
        names.get(0),
        names.get(names.size() - 1));
  }

  private Markup numbers() {
    Markup rows =
        bars.entrySet().stream()
            .filter(bar -> !bar.getValue().isEmpty())
            .map(
                bar ->
                    Markup.of(
                        "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>",
                        bar.getKey(),
                        Pieces.money(bar.getValue(), false)))
            .collect(Markup.joined());
    return Markup.of(
        "<details id=\"chart-numbers\"><summary>The chart as a table</summary>{}</details>",
        Pieces.table(
            "Spend per " + length.word(),
            List.of(Pieces.head("From"), Pieces.numbers("Spend")),
            rows));
  }
}
