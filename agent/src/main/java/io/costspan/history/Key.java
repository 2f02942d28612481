package io.costspan.history;

import io.costspan.usage.UsageMeter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What calls can be grouped and selected by, such as {@code model} or {@code owner.team}. Not
 * thread-safe.
 */
public final class Key {
  /** Stands for a value that is not known. */
  public static final String UNKNOWN = "-";

  private static final String METER = "meter";
  private static final String OWNER = "owner.";
  private static final List<String> NAMES =
      List.of(
          "hour",
          "day",
          "week",
          "month",
          "service",
          "provider",
          "model",
          "operation",
          METER,
          OWNER + "KEY",
          "caller",
          "host",
          "trace",
          "conversation",
          "rating");

  private final String name;
  private final Function<PastCall, @Nullable String> value;

  private Key(String name, Function<PastCall, @Nullable String> value) {
    this.name = name;
    this.value = value;
  }

  /** The names of all keys, for messages. */
  public static String names() {
    return String.join(", ", NAMES);
  }

  /**
   * The key of that name.
   *
   * @param zone in which hours, days, weeks and months are counted
   * @throws IllegalArgumentException if there is none, with a message that names all
   */
  public static Key of(String name, ZoneId zone) {
    return new Key(name, value(name, zone));
  }

  private static Function<PastCall, @Nullable String> value(String name, ZoneId zone) {
    if (name.startsWith(OWNER) && name.length() > OWNER.length()) {
      String owner = name.substring(OWNER.length());
      return call -> call.call().owners().get(owner);
    }
    return switch (name) {
      case "hour" -> new Periods(zone, "yyyy-MM-dd HH:00");
      case "day" -> new Periods(zone, "yyyy-MM-dd");
      case "week" -> new Periods(zone, "YYYY-'W'ww");
      case "month" -> new Periods(zone, "yyyy-MM");
      case "service" -> PastCall::service;
      case "provider" -> call -> call.call().usage().provider();
      case "model" -> PastCall::model;
      case "operation" -> call -> call.call().usage().operation();
      case METER -> call -> null;
      case "caller" -> call -> call.call().caller();
      case "host" -> PastCall::host;
      case "trace" -> call -> call.call().span() == null ? null : call.call().span().traceId();
      case "conversation" -> call -> call.call().usage().conversation().id();
      case "rating" -> call -> call.call().rating().status().wireName();
      default ->
          throw new IllegalArgumentException(
              "\"" + name + "\" is none of " + names() + "; an owner is named as owner." + name);
    };
  }

  /** The name on the command line. */
  public String name() {
    return name;
  }

  /** Whether it splits calls: each charge has a meter of its own. */
  public boolean isMeter() {
    return name.equals(METER);
  }

  /** Whether it is a period of time. */
  public boolean isTime() {
    return value instanceof Periods;
  }

  /** The value of a call, {@link #UNKNOWN} if there is none, as always for {@code meter}. */
  public String of(PastCall call) {
    return Objects.requireNonNullElse(value.apply(call), UNKNOWN);
  }

  /** The value of a part of a call. */
  public String of(PastCall call, @Nullable UsageMeter meter) {
    return isMeter() ? meter == null ? UNKNOWN : meter.wireName() : of(call);
  }

  /** Names of periods; remembers the last one, since calls follow each other. */
  private static final class Periods implements Function<PastCall, @Nullable String> {
    /** Periods begin at such times in all zones. */
    private static final long SECONDS = 15 * 60;

    private final ZoneId zone;
    private final DateTimeFormatter format;
    private long last = Long.MIN_VALUE;
    private String name = "";

    Periods(ZoneId zone, String pattern) {
      this.zone = zone;
      // Weeks begin on Monday, and the first has at least four days, as ISO 8601 has it.
      this.format = DateTimeFormatter.ofPattern(pattern, Locale.GERMANY);
    }

    @Override
    public String apply(PastCall call) {
      Instant start = call.call().facts().startedAt();
      long slot = Math.floorDiv(start.getEpochSecond(), SECONDS);
      if (slot != last) {
        name = format.format(ZonedDateTime.ofInstant(start, zone));
        last = slot;
      }
      return name;
    }
  }
}
