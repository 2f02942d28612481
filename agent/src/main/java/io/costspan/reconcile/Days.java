package io.costspan.reconcile;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day to which a row belongs. Rows of less than a day belong to a day of this zone; those of a
 * whole day, to the date on which they begin, whatever the zone.
 */
record Days(ZoneId zone) {
  private static final Duration HARDLY_A_DAY = Duration.ofHours(23);
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);

  private static final Pattern DATE = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})");
  private static final Pattern AMERICAN = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: .*)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{9,11}(?:\\.0+)?");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2})(:\\d{2}(?:\\.\\d{1,9})?)?"
              + "(?: ?UTC| ?Z|([+-]\\d{2}):?(\\d{2}))?");

  /**
   * The day of a row.
   *
   * @param start names of the value with its beginning: a date, a time or seconds since 1970
   * @param end name of the value with its end, exclusive; empty if a row is a day
   */
  LocalDate of(Fields row, String end, String... start) {
    String text = row.need(start);
    LocalDate date = date(text);
    if (date != null) {
      return date;
    }
    Instant from = instant(row, text);
    String endText = end.isEmpty() ? null : row.text(end);
    Duration length =
        endText == null || date(endText) != null
            ? Duration.ofDays(1)
            : Duration.between(from, instant(row, endText));
    if (length.compareTo(MORE_THAN_A_DAY) > 0) {
      throw row.error("covers " + length.toDays() + " days; export it by the day or by the hour");
    }
    boolean day = length.compareTo(HARDLY_A_DAY) >= 0;
    return LocalDate.ofInstant(from, day ? ZoneOffset.UTC : zone);
  }

  private static @Nullable LocalDate date(String text) {
    Matcher date = DATE.matcher(text);
    Matcher american = AMERICAN.matcher(text);
    try {
      if (date.matches()) {
        return LocalDate.of(number(date, 1), number(date, 2), number(date, 3));
      }
      return american.matches()
          ? LocalDate.of(number(american, 3), number(american, 1), number(american, 2))
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static Instant instant(Fields row, String text) {
    if (SECONDS.matcher(text).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(text.replaceFirst("\\..*", "")));
    }
    Matcher time = TIME.matcher(text);
    try {
      if (time.matches()) {
        String seconds = time.group(3) == null ? ":00" : time.group(3);
        String offset = time.group(4) == null ? "Z" : time.group(4) + ":" + time.group(5);
        return OffsetDateTime.parse(time.group(1) + "T" + time.group(2) + seconds + offset)
            .toInstant();
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw row.error(
        "\"" + text + "\" is no day such as 2026-11-03, nor a time such as 2026-11-03T08:00:00Z");
  }
}
