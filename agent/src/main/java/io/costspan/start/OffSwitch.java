package io.costspan.start;

import org.jspecify.annotations.Nullable;

/**
 * The option {@code enabled}, as far as its value is known before the configuration is read: an
 * agent that is stopped here costs nothing at all.
 */
final class OffSwitch {
  private OffSwitch() {}

  static boolean isOff(@Nullable String args) {
    String value = argument(args);
    if (value == null) {
      value = System.getProperty("costspan.enabled");
    }
    if (value == null) {
      value = System.getenv("COSTSPAN_ENABLED");
    }
    return value != null && value.trim().equalsIgnoreCase("false");
  }

  private static @Nullable String argument(@Nullable String args) {
    if (args != null) {
      for (String argument : args.split(",", -1)) {
        int equals = argument.indexOf('=');
        if (equals >= 0 && argument.substring(0, equals).trim().equals("enabled")) {
          return argument.substring(equals + 1);
        }
      }
    }
    return null;
  }
}
