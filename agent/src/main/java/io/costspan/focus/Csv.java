package io.costspan.focus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as in RFC 4180; null is an empty field. Names from outside may contain
 * control characters, which terminals obey; these are replaced.
 */
final class Csv {
  private final Appendable out;

  Csv(Appendable out) {
    this.out = out;
  }

  void line(List<? extends @Nullable String> fields) {
    try {
      String comma = "";
      for (String field : fields) {
        out.append(comma).append(field == null ? "" : field(field));
        comma = ",";
      }
      out.append("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String text) {
    String shown =
        text.chars().anyMatch(Character::isISOControl)
            ? text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "\ufffd")
            : text;
    boolean plain = shown.indexOf(',') < 0 && shown.indexOf('"') < 0;
    return plain ? shown : '"' + shown.replace("\"", "\"\"") + '"';
  }
}
