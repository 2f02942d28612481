package io.costspan.cli.books;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as people write them. */
final class Moments {
  private static final Pattern AGO = Pattern.compile("(\\d{1,5})([hd])");
  private static final int MONTH_LENGTH = "2026-11".length();

  private Moments() {}

  /**
   * The first instant of a month or a day, an instant, or a time so long ago.
   *
   * @throws DateTimeException if the text is none of these, with a message that says what would be
   */
  static Instant instant(String text, ZoneId zone, Instant now) {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        long count = Long.parseLong(ago.group(1));
        return now.minus(
            ago.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count));
      }
      if (text.contains("T")) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDate day =
          text.length() == MONTH_LENGTH ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
      return day.atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new DateTimeException(
          "\""
              + text
              + "\" is no time such as 2026-11, 2026-11-21, 2026-11-21T12:00:00Z, 24h or 7d",
          e);
    }
  }
}
