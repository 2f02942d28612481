package io.costspan.config;

import io.costspan.health.Excerpt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of settings that are none, and what was probably meant. */
final class OptionWarnings {
  /** Slips of the pen that a name may have. */
  private static final int SLIPS = 2;

  private OptionWarnings() {}

  static String unknown(String name, Setting setting) {
    String near = nearest(name);
    return "unknown option \""
        + Excerpt.of(name)
        + "\" ("
        + Excerpt.of(setting.source())
        + "): "
        + meant(name, setting, near)
        + "use one of "
        + names();
  }

  /** The name of an option alone. */
  static String withoutValue(String name) {
    return "\""
        + name
        + "\" (agent arguments) has no value, so it sets nothing; write "
        + name
        + "=VALUE";
  }

  /** A word that belongs to no option. */
  static String stray(String word) {
    String near = nearest(word);
    return "\""
        + Excerpt.of(word)
        + "\" (agent arguments) is no option with a value; write "
        + (near == null ? "NAME" : near)
        + "=VALUE, where the names are "
        + names();
  }

  static String twice(String name, Setting setting) {
    return "option "
        + Excerpt.of(name)
        + " ("
        + Excerpt.of(setting.source())
        + ") is set twice; the first counts, not "
        + Excerpt.of(setting.text());
  }

  private static String meant(String name, Setting setting, @Nullable String near) {
    if (near != null) {
      return "did you mean " + near + "? If not, ";
    }
    boolean endpoint = setting.source().startsWith("agent argument") && isProvider(setting.text());
    return endpoint
        ? "if it is one of the endpoints, begin it with http:// or https://, as in http://"
            + Excerpt.of(name)
            + "="
            + Excerpt.of(setting.text())
            + "; if not, "
        : "";
  }

  /** What may stand at the end of one of the {@code endpoints}. */
  private static boolean isProvider(String text) {
    return text.matches("[a-z][a-z0-9._-]*") && !text.equals("true") && !text.equals("false");
  }

  private static @Nullable String nearest(String name) {
    String best = null;
    int least = Math.min(SLIPS, name.length() / 2) + 1;
    for (Option<?> option : Options.ALL) {
      int slips = name.length() > 2 * option.name().length() ? least : slips(name, option.name());
      if (slips < least) {
        least = slips;
        best = option.name();
      }
    }
    return best;
  }

  /** Letters to insert, drop or change. */
  private static int slips(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }

  private static String names() {
    return Options.ALL.stream().map(Option::name).collect(Collectors.joining(", "));
  }
}
