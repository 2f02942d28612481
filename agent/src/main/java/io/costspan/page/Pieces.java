package io.costspan.page;

import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The small parts that several sections have in common. */
public final class Pieces {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Markup ABOUT =
      Markup.of(
          "<span class=\"sr\">contains estimates: </span><span aria-hidden=\"true\">~</span>");

  /** How far apart the columns of a chart are, in the chart's own units. */
  public static final int COLUMN_STEP = 10;

  private static final BigDecimal CHART_HEIGHT = BigDecimal.valueOf(100);

  private Pieces() {}

  /** A table with a caption that only screen readers need, as a heading stands above it. */
  public static Markup table(String caption, List<Markup> head, Markup rows) {
    return Markup.of(
        "<table><caption class=\"sr\">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        caption,
        head.stream().collect(Markup.joined()),
        rows);
  }

  public static Markup head(String name) {
    return Markup.of("<th scope=\"col\">{}</th>", name);
  }

  /** The head of a column of numbers. */
  public static Markup numbers(String name) {
    return Markup.of("<th scope=\"col\" class=\"number\">{}</th>", name);
  }

  public static Markup section(String id, String title, Markup content) {
    return Markup.of(
        "<section id=\"{}\" data-live aria-labelledby=\"{}-title\"><h2 id=\"{}-title\">{}</h2>{}</section>\n",
        id,
        id,
        id,
        title,
        content);
  }

  public static Markup note(String text) {
    return Markup.of("<p class=\"note\">{}</p>", text);
  }

  /** A name that may be broken after its dots and the like, as names are long. */
  public static Markup name(String name) {
    return Stream.of(name.split("(?<=[._/])"))
        .map(part -> Markup.of("{}<wbr>", part))
        .collect(Markup.joined());
  }

  /** One line for each currency. */
  public static Markup money(Map<String, BigDecimal> amounts, boolean estimated) {
    return amounts.entrySet().stream()
        .map(sum -> money(sum.getValue(), sum.getKey(), estimated))
        .collect(Markup.joined());
  }

  /** All currencies in one line. */
  static Markup inLine(Map<String, BigDecimal> amounts, boolean estimated) {
    Markup all =
        amounts.entrySet().stream()
            .map(sum -> Markup.of(", {}", money(sum.getValue(), sum.getKey(), estimated)))
            .collect(Markup.joined());
    return amounts.isEmpty() ? Markup.of("nothing") : new Markup(all.html().substring(2));
  }

  public static Markup money(BigDecimal amount, String currency, boolean estimated) {
    return Markup.of(
        "<span class=\"money\">{}{} <span class=\"currency\">{}</span></span>",
        estimated ? ABOUT : Markup.NOTHING,
        amount,
        currency);
  }

  /** What calls cost, or why that is not said by an amount. */
  static Markup cost(Sums sums) {
    if (!sums.amounts().isEmpty()) {
      return money(sums.amounts(), sums.estimated());
    }
    return badge(
        sums.calls(Status.UNRATED) > 0
            ? Status.UNRATED
            : sums.calls(Status.BLOCKED) > 0 ? Status.BLOCKED : Status.FREE);
  }

  static Markup badge(Status status) {
    return Markup.of("<span class=\"badge {}\">{}</span>", status.wireName(), status.wireName());
  }

  static Markup time(Instant at) {
    return Markup.of("<time datetime=\"{}\">{}</time>", at, CLOCK.format(at));
  }

  /** A bar as long as so many percent. */
  public static Markup bar(BigDecimal percent) {
    return Markup.of(
        "<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + "<rect width=\"{}\" height=\"1\"/></svg>",
        percent.min(BigDecimal.valueOf(100)));
  }

  /** The column at that place of a chart. What is not nothing is seen. */
  public static Markup column(int place, BigDecimal amount, BigDecimal highest) {
    if (amount.signum() <= 0) {
      return Markup.NOTHING;
    }
    BigDecimal height =
        amount.multiply(CHART_HEIGHT).divide(highest, 1, RoundingMode.HALF_UP).max(BigDecimal.ONE);
    return Markup.of(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        place * COLUMN_STEP + 1,
        CHART_HEIGHT.subtract(height),
        COLUMN_STEP - 2,
        height);
  }
}
