package io.costspan.history;

import io.costspan.rating.ChargeLine;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which calls are meant: those of some time that have some values. Not thread-safe. */
public final class Selection implements Predicate<PastCall> {
  /** All calls. */
  public static final Selection ALL = new Selection(null, null, List.of());

  private final @Nullable Instant since;
  private final @Nullable Instant until;
  private final List<Wanted> wanted;

  private record Wanted(Key key, List<Pattern> patterns) {
    boolean fits(String value) {
      for (Pattern pattern : patterns) {
        if (pattern.matcher(value).matches()) {
          return true;
        }
      }
      return false;
    }
  }

  private Selection(@Nullable Instant since, @Nullable Instant until, List<Wanted> wanted) {
    this.since = since;
    this.until = until;
    this.wanted = wanted;
  }

  /**
   * A selection.
   *
   * @param since the first instant, null if there is none
   * @param until the first instant that is no longer meant, null if there is none
   * @param where such as {@code model=gpt-4o*}; {@code *} is any text and {@code ?} any character.
   *     Of several with the same name one must fit; {@code -} is a value that is not known
   * @param zone in which days and the like are counted
   * @throws IllegalArgumentException if one is no such condition, with a message for people
   */
  public static Selection of(
      @Nullable Instant since, @Nullable Instant until, List<String> where, ZoneId zone) {
    Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
    for (String condition : where) {
      int split = condition.indexOf('=');
      if (split < 1) {
        throw new IllegalArgumentException(
            "\"" + condition + "\" is no condition such as model=gpt-4o*");
      }
      patterns
          .computeIfAbsent(condition.substring(0, split), name -> new ArrayList<>())
          .add(glob(condition.substring(split + 1)));
    }
    List<Wanted> wanted = new ArrayList<>();
    patterns.forEach((name, all) -> wanted.add(new Wanted(Key.of(name, zone), all)));
    return new Selection(since, until, wanted);
  }

  private static Pattern glob(String text) {
    String regex =
        text.chars()
            .mapToObj(
                c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  /** Whether the call, or a part of it, is meant. */
  @Override
  public boolean test(PastCall call) {
    Instant start = call.call().facts().startedAt();
    if ((since != null && start.isBefore(since)) || (until != null && !start.isBefore(until))) {
      return false;
    }
    for (Wanted its : wanted) {
      if (!(its.key.isMeter() ? hasMeter(call) : its.fits(its.key.of(call)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether only some meters are meant. */
  public boolean isByMeter() {
    return wanted.stream().anyMatch(its -> its.key.isMeter());
  }

  /** Whether what is counted by this meter is meant; null for what has none. */
  public boolean takes(@Nullable UsageMeter meter) {
    for (Wanted its : wanted) {
      if (its.key.isMeter() && !its.fits(meter == null ? Key.UNKNOWN : meter.wireName())) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMeter(PastCall call) {
    for (ChargeLine charge : call.call().rating().charges()) {
      if (takes(charge.meter())) {
        return true;
      }
    }
    for (Quantity quantity : call.call().usage().quantities()) {
      if (takes(quantity.meter())) {
        return true;
      }
    }
    return call.call().usage().quantities().isEmpty() && takes(null);
  }
}
