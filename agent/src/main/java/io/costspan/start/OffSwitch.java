package io.costspan.start;

import org.jspecify.annotations.Nullable;

/**
 * The option {@code enabled}, as far as it can be told before the configuration is read: what it
 * stops here costs nothing at all.
 */
final class OffSwitch {
  private static final String ARGUMENT = "enabled=";

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
        if (argument.trim().startsWith(ARGUMENT)) {
          return argument.trim().substring(ARGUMENT.length());
        }
      }
    }
    return null;
  }
}
