package io.costspan.config;

import io.costspan.health.Excerpt;
import io.costspan.health.NearMiss;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Warnings about settings that set nothing, with what was probably meant. */
final class OptionWarnings {
  /** How many typing errors a name may have. */
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

  /** For an option about a budget that has no limit. */
  static String withoutBudget(String name, String limit, @Nullable Setting setting) {
    return "option "
        + name
        + (setting == null ? "" : " (" + Excerpt.of(setting.source()) + ")")
        + ": there is no budget of that name; set it as in "
        + limit
        + "=50 USD/day";
  }

  /** For the bare name of an option. */
  static String withoutValue(String name) {
    return "\""
        + name
        + "\" (agent arguments) has no value and sets nothing; write "
        + name
        + "=VALUE";
  }

  /** For a word that belongs to no option. */
  static String stray(String word) {
    String near = nearest(word);
    return "\""
        + Excerpt.of(word)
        + "\" (agent arguments) is not an option with a value; write "
        + (near == null ? "NAME" : near)
        + "=VALUE, with one of the names "
        + names();
  }

  static String twice(String name, Setting setting) {
    return "option "
        + Excerpt.of(name)
        + " ("
        + Excerpt.of(setting.source())
        + ") is set twice; the first value applies, not "
        + Excerpt.of(shown(name, setting));
  }

  private static String shown(String name, Setting setting) {
    return Options.ALL.stream()
        .filter(option -> option.name().equals(name))
        .map(option -> option.shown().apply(setting.text()))
        .findFirst()
        .orElse(setting.text());
  }

  /** For an option that a control file cannot change. */
  static String notLive(String name, Setting setting) {
    return "\""
        + Excerpt.of(name)
        + "\" ("
        + Excerpt.of(setting.source())
        + ") cannot be changed while the application runs; only enabled, log, receipt and budget.*"
        + " can";
  }

  private static String meant(String name, Setting setting, @Nullable String near) {
    if (name.startsWith(BudgetNames.PREFIX)) {
      return "the name of a budget has only lower-case letters, digits and dashes, and only .by,"
          + " .action or .unrated follow it; ";
    }
    if (near != null) {
      return "did you mean " + near + "? If not, ";
    }
    boolean endpoint = setting.source().startsWith("agent argument") && isProvider(setting.text());
    return endpoint
        ? "if it belongs to endpoints, begin it with http:// or https://, as in http://"
            + Excerpt.of(name)
            + "="
            + Excerpt.of(setting.text())
            + "; if not, "
        : "";
  }

  /** Whether the text can be the provider of one of the {@code endpoints}; tokens are longer. */
  private static boolean isProvider(String text) {
    return text.matches("[a-z][a-z0-9._-]{0,23}") && !text.equals("true") && !text.equals("false");
  }

  private static @Nullable String nearest(String name) {
    List<String> names = Options.ALL.stream().map(Option::name).toList();
    return NearMiss.of(name, names, Math.min(SLIPS, name.length() / 2));
  }

  private static String names() {
    return Options.ALL.stream().map(Option::name).collect(Collectors.joining(", "));
  }
}
