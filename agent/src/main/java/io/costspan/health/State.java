package io.costspan.health;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is doing, for people who look: {@code doctor} and the JMX bean show the same.
 * Rooms say how each entry is found out; it is done when somebody asks.
 */
public final class State {
  /** How the names of the properties begin in which other processes read it. */
  public static final String PROPERTY_PREFIX = "costspan.state.";

  private static final Map<Entry, Supplier<? extends @Nullable Object>> ENTRIES =
      new ConcurrentHashMap<>();

  private State() {}

  /** What there is to know, in the order in which it is shown. */
  public enum Entry {
    VERSION("version of the agent"),
    ACTIVE("whether AI calls are watched"),
    CLIENTS("HTTP clients that were met and are watched"),
    UNWATCHED("HTTP clients that were met and are not watched"),
    UNSEEN("AI hosts that are talked to without a call being seen"),
    ENDPOINTS("known endpoints"),
    CALLS("calls so far, by rating"),
    REQUESTS("what calls are added up by, to what one request costs in all"),
    BUDGETS("budgets, and what is spent of them"),
    METRICS_HOME("where metrics go"),
    SPANS_HOME("where spans go"),
    LAST_EXPORT("when the last export was accepted"),
    EXPORT_ERROR("why the last export was not accepted"),
    PRICE_TABLE("version of the price table in force"),
    PRICE_AGE_DAYS("days since a price was last compared with its source"),
    FAULTS("failures of the agent and what it dropped, by reason");

    private final String meaning;

    Entry(String meaning) {
      this.meaning = meaning;
    }

    public String meaning() {
      return meaning;
    }

    /** Such as {@code last.export}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  /** From now on that is how the entry is found out. */
  public static void show(Entry entry, Supplier<? extends @Nullable Object> value) {
    ENTRIES.put(entry, value);
  }

  /** From now on that is the value. */
  public static void show(Entry entry, String value) {
    show(entry, () -> value);
  }

  /**
   * The value: a {@link String}, {@link Long}, {@link Boolean}, {@link java.util.List} of strings
   * or {@link Map} from strings to {@link Long}; null if it is not known.
   */
  public static @Nullable Object value(Entry entry) {
    Supplier<? extends @Nullable Object> value = ENTRIES.get(entry);
    try {
      return value == null ? null : value.get();
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** All that is known. */
  public static Map<Entry, Object> snapshot() {
    Map<Entry, Object> known = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      Object value = value(entry);
      if (value != null) {
        known.put(entry, value);
      }
    }
    return known;
  }
}
