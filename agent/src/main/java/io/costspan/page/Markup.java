package io.costspan.page;

import java.math.BigDecimal;
import java.util.stream.Collector;

/**
 * HTML that is safe to show. Text becomes part of it only by {@link #of}, which escapes it; so no
 * name from outside can be more than text.
 */
public record Markup(String html) {
  /** No markup at all. */
  public static final Markup NOTHING = new Markup("");

  private static final String SLOT = "{}";

  /**
   * Markup of our own, with its slots {@code {}} filled.
   *
   * @param parts markup as it is, and all else as text
   */
  public static Markup of(String own, Object... parts) {
    StringBuilder html = new StringBuilder(own.length() + 64);
    int from = 0;
    for (Object part : parts) {
      int slot = own.indexOf(SLOT, from);
      html.append(own, from, slot);
      html.append(part instanceof Markup markup ? markup.html : escaped(text(part)));
      from = slot + SLOT.length();
    }
    return new Markup(html.append(own, from, own.length()).toString());
  }

  /** A file of ours, such as a style, as it is. */
  public static Markup trusted(String own) {
    return new Markup(own);
  }

  /** Puts pieces one after the other. */
  public static Collector<Markup, ?, Markup> joined() {
    return Collector.of(
        StringBuilder::new,
        (all, piece) -> all.append(piece.html),
        StringBuilder::append,
        all -> new Markup(all.toString()));
  }

  private static String text(Object part) {
    return part instanceof BigDecimal amount ? plain(amount) : part.toString();
  }

  /** All digits, without an exponent and without zeros at the end. */
  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
