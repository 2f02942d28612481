package io.costspan.config;

import io.costspan.files.Deadline;
import io.costspan.files.UnansweredException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings from all places where users can set options. The first place wins. */
final class Sources {
  private static final String PREFIX = "costspan.";
  private static final String ENVIRONMENT_PREFIX = "COSTSPAN_";

  private final Map<String, Setting> settings = new HashMap<>();
  private final List<String> warnings;
  private boolean unanswered;

  Sources(List<String> warnings) {
    this.warnings = warnings;
  }

  static Map<String, Setting> systemProperties(Map<?, ?> properties) {
    return settings(
        properties, PREFIX, name -> name.substring(PREFIX.length()), "system property ");
  }

  static Map<String, Setting> environment(Map<String, String> variables) {
    return settings(
        variables,
        ENVIRONMENT_PREFIX,
        name -> BudgetNames.ofVariable(name.substring(ENVIRONMENT_PREFIX.length())),
        "environment variable ");
  }

  /** Adds the settings of options that are not set yet, and warns about unknown names. */
  void add(Map<String, Setting> source) {
    source.forEach(
        (name, setting) -> {
          if (Options.isOne(name)) {
            settings.putIfAbsent(name, setting);
          } else {
            warnings.add(OptionWarnings.unknown(name, setting));
          }
        });
  }

  /**
   * Adds the options of a {@code .properties} file.
   *
   * @param deadline how long to wait for the file
   */
  void addFile(Path file, OptionFile content, Deadline deadline) {
    try {
      add(settings(file, content.read(file, deadline)));
    } catch (UnansweredException e) {
      unanswered = true;
    } catch (IOException | IllegalArgumentException e) {
      warnings.add("option config: " + file + " cannot be read (" + e + "); correct or remove it");
    }
  }

  /** Adds the options of a control file, and warns about those that it cannot change. */
  void addControl(Path file, String text) {
    try {
      settings(file, text)
          .forEach(
              (name, setting) -> {
                if (Options.isLive(name)) {
                  settings.put(name, setting);
                } else {
                  warnings.add(OptionWarnings.notLive(name, setting));
                }
              });
    } catch (IOException | IllegalArgumentException e) {
      warnings.add("option control.file: " + file + " cannot be read (" + e + "); correct it");
    }
  }

  private static Map<String, Setting> settings(Path file, String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return settings(
        properties,
        "",
        name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name,
        file + ", ");
  }

  /** Whether a file did not answer in time, so that options may be missing. */
  boolean isUnanswered() {
    return unanswered;
  }

  /** Where the option is set; empty if it is not. */
  String place(String name) {
    Setting setting = settings.get(name);
    return setting == null ? "" : setting.source();
  }

  /** Removes and returns the first setting of the option, null if it is not set. */
  @Nullable Setting take(String name) {
    return settings.remove(name);
  }

  /** The names of the options about budgets that are set. */
  List<String> ofBudgets() {
    return settings.keySet().stream().filter(BudgetNames::isOne).sorted().toList();
  }

  private static Map<String, Setting> settings(
      Map<?, ?> source, String prefix, UnaryOperator<String> optionName, String where) {
    Map<String, Setting> settings = new HashMap<>();
    source.forEach(
        (key, value) -> {
          if (key instanceof String name
              && name.startsWith(prefix)
              && value instanceof String text
              && !text.isBlank()) {
            settings.put(optionName.apply(name), new Setting(text.trim(), where + name));
          }
        });
    return settings;
  }
}
