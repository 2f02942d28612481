package io.costspan.start;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An option, as far as its value is known before the configuration is read: what is turned off here
 * costs nothing at all.
 */
final class EarlyOption {
  private EarlyOption() {}

  /** Whether nothing can turn the agent on: a control file might do so later. */
  static boolean isOff(@Nullable String args) {
    return isFalse("enabled", args) && value("control.file", args) == null;
  }

  static boolean isFalse(String name, @Nullable String args) {
    return "false".equals(value(name, args));
  }

  /** In lower case; null if it is not set in one of the places that are read this early. */
  static @Nullable String value(String name, @Nullable String args) {
    String value = argument(name, args);
    if (value == null) {
      value = System.getProperty("costspan." + name);
    }
    if (value == null) {
      value = System.getenv("COSTSPAN_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
    return value == null ? null : value.trim().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String argument(String name, @Nullable String args) {
    if (args != null) {
      for (String argument : args.split(",", -1)) {
        int equals = argument.indexOf('=');
        if (equals >= 0 && argument.substring(0, equals).trim().equals(name)) {
          return argument.substring(equals + 1);
        }
      }
    }
    return null;
  }
}
