package io.costspan.focus;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;

/** Meters and their units, in the words of the specification's Unit Format. */
final class Units {
  private Units() {}

  /** The unit of a meter, in the plural. */
  static String of(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS, CACHED_INPUT_TOKENS, CACHE_WRITE_TOKENS, OUTPUT_TOKENS -> "Tokens";
      case AUDIO_SECONDS, VIDEO_SECONDS, COMPUTE_SECONDS -> "Seconds";
      case IMAGES -> "Images";
      case PIXELS -> "Pixels";
      case MEGAPIXELS -> "Megapixels";
      case REQUESTS -> "Requests";
      case QUERIES -> "Queries";
      case PAGES -> "Pages";
      case CHARACTERS -> "Characters";
      case VIDEOS -> "Videos";
      case SESSIONS -> "Sessions";
      case TOOL_CALLS -> "Tool Calls";
      case SEARCH_UNITS -> "Search Units";
      case CREDITS -> "Credits";
      case BILLABLE_UNITS -> "Units";
    };
  }

  /** The unit in which a price is stated, such as {@code 1000000 Tokens}. */
  static String of(UsageMeter meter, BigDecimal per) {
    return per.compareTo(BigDecimal.ONE) == 0 ? of(meter) : per.toBigInteger() + " " + of(meter);
  }

  /** What the meter measures, for people. */
  static String meter(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS -> "Input Tokens";
      case CACHED_INPUT_TOKENS -> "Cache Read Input Tokens";
      case CACHE_WRITE_TOKENS -> "Cache Write Input Tokens";
      case OUTPUT_TOKENS -> "Output Tokens";
      case AUDIO_SECONDS -> "Audio Seconds";
      case VIDEO_SECONDS -> "Video Seconds";
      case COMPUTE_SECONDS -> "Compute Seconds";
      case BILLABLE_UNITS -> "Billable Units";
      default -> of(meter);
    };
  }
}
