package io.costspan.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text behind {@code -javaagent:costspan-agent.jar=}: {@code name=value,name=value}. A comma
 * begins the next option only where a name and {@code =} follow it, a name being letters, digits,
 * dots, dashes and underscores; any other comma belongs to the value. So a value may hold commas
 * and equals signs: {@code endpoints=http://localhost:4000=openai,https://ai.corp=openai}.
 */
final class AgentArguments {
  private static final Pattern OPTION =
      Pattern.compile("(?:^|,)\\s*([\\w.-]+)\\s*=(.*?)(?=,\\s*[\\w.-]+\\s*=|,?\\s*$)");

  private AgentArguments() {}

  static Map<String, Setting> parse(String text) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    Matcher matcher = OPTION.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      String name = matcher.group(1);
      settings.putIfAbsent(name, new Setting(matcher.group(2).trim(), "agent argument " + name));
      end = matcher.end();
    }
    String rest = text.substring(end).replace(",", "").trim();
    if (!rest.isEmpty()) {
      settings.put(rest, new Setting("", "agent arguments"));
    }
    return settings;
  }
}
