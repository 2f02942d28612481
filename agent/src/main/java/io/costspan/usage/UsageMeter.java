package io.costspan.usage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is counted. Quantities of different meters in one record never overlap. */
public enum UsageMeter {
  INPUT_TOKENS,
  CACHED_INPUT_TOKENS,
  CACHE_WRITE_TOKENS,
  OUTPUT_TOKENS,
  IMAGES,
  PIXELS,
  MEGAPIXELS,
  REQUESTS,
  QUERIES,
  PAGES,
  CHARACTERS,
  AUDIO_SECONDS,
  VIDEO_SECONDS,
  VIDEOS,
  COMPUTE_SECONDS,
  SESSIONS,
  TOOL_CALLS,
  SEARCH_UNITS,
  CREDITS,
  /** Units that the provider says it bills, in the unit of its own price. */
  BILLABLE_UNITS;

  private static final Map<String, UsageMeter> BY_WIRE_NAME = new HashMap<>();

  static {
    for (UsageMeter meter : values()) {
      BY_WIRE_NAME.put(meter.wireName, meter);
    }
  }

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final boolean tokens = wireName.endsWith("_tokens");

  /** The name in files and metrics and on the command line, such as {@code input_tokens}. */
  public String wireName() {
    return wireName;
  }

  /** Whether it counts tokens of any kind. */
  public boolean isTokens() {
    return tokens;
  }

  /** The meter with that wire name, or null if there is none. */
  public static @Nullable UsageMeter of(String wireName) {
    return BY_WIRE_NAME.get(wireName);
  }

  /** All wire names, for messages. */
  public static String wireNames() {
    return Stream.of(values()).map(UsageMeter::wireName).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return wireName;
  }
}
