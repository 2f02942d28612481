package io.costspan.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text after {@code -javaagent:costspan-agent.jar=}: {@code name=value,name=value}. A comma
 * begins the next option only if a name and {@code =} follow it, where a name consists of letters,
 * digits, dots, dashes and underscores. Any other comma belongs to the value, unless the bare name
 * of an option follows it. So a value may contain commas and equals signs: {@code
 * endpoints=http://localhost:4000=openai,https://ai.corp=openai}.
 */
final class AgentArguments {
  private static final Pattern OPTION = Pattern.compile("\\s*([\\w.-]+)\\s*=(.*)", Pattern.DOTALL);
  private static final String SOURCE = "agent argument ";

  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> warnings;
  private @Nullable String name;
  private String value = "";

  private AgentArguments(List<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * The settings by name, including those of unknown options.
   *
   * @param warnings receives one line for each text that is no setting
   */
  static Map<String, Setting> parse(String text, List<String> warnings) {
    AgentArguments arguments = new AgentArguments(warnings);
    for (String piece : text.split(",", -1)) {
      arguments.take(piece);
    }
    arguments.end();
    return arguments.settings;
  }

  private void take(String piece) {
    Matcher option = OPTION.matcher(piece);
    String word = piece.trim();
    if (option.matches()) {
      end();
      name = option.group(1);
      value = option.group(2);
    } else if (Options.isOne(word)) {
      warnings.add(OptionWarnings.withoutValue(word));
    } else if (name != null) {
      value += "," + piece;
    } else if (!word.isEmpty()) {
      warnings.add(OptionWarnings.stray(word));
    }
  }

  private void end() {
    String ended = name;
    if (ended != null) {
      Setting setting = new Setting(value.trim().replaceFirst("(\\s*,)+$", ""), SOURCE + ended);
      if (settings.putIfAbsent(ended, setting) != null) {
        warnings.add(OptionWarnings.twice(ended, setting));
      }
      if (setting.text().isEmpty() && Options.isOne(ended)) {
        warnings.add(OptionWarnings.withoutValue(ended));
        settings.remove(ended, setting);
      }
    }
    name = null;
  }
}
