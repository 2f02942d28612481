package io.costspan.performance;

import java.util.Locale;

/** As people read them. */
final class Numbers {
  private Numbers() {}

  /** Three digits that count, more before the point. */
  static String text(double value) {
    double size = Math.abs(value);
    String format = size >= 99.5 ? "%,.0f" : size >= 9.95 ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "").replaceAll("^-0$", "0") : text;
  }
}
