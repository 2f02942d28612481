package io.costspan.config;

import io.costspan.files.Deadline;
import io.costspan.health.Excerpt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options in force. Whatever a user wrote, each option has a value: an invalid setting causes a
 * warning and is ignored.
 */
public final class Config {
  private final Map<Option<?>, Object> values = new IdentityHashMap<>();

  /** Options about budgets by name, which users invent. */
  private final Map<String, Option<?>> ofBudgets = new TreeMap<>();

  private final Map<String, String> places = new HashMap<>();

  private final List<String> warnings = new ArrayList<>();
  private boolean whole = true;

  private Config() {}

  /**
   * Reads all sources, however long a file takes to answer.
   *
   * @param agentArguments the text after the {@code =} of {@code -javaagent}, null if there is none
   */
  public static Config load(@Nullable String agentArguments) {
    return load(agentArguments, new OptionFile(), Deadline.never());
  }

  /**
   * Reads all sources, without the options of a file that does not answer before the deadline.
   *
   * @param file the same instance on each call, so that the file is opened only once
   */
  public static Config load(@Nullable String agentArguments, OptionFile file, Deadline deadline) {
    return load(agentArguments, System.getProperties(), System.getenv(), file, deadline);
  }

  static Config load(
      @Nullable String agentArguments, Map<?, ?> properties, Map<String, String> environment) {
    return load(agentArguments, properties, environment, new OptionFile(), Deadline.never());
  }

  private static Config load(
      @Nullable String agentArguments,
      Map<?, ?> properties,
      Map<String, String> environment,
      OptionFile file,
      Deadline deadline) {
    Config config = new Config();
    Sources sources = new Sources(config.warnings);
    String arguments = agentArguments == null ? "" : agentArguments;
    sources.add(AgentArguments.parse(arguments, config.warnings));
    sources.add(Sources.systemProperties(properties));
    sources.add(Sources.environment(environment));
    config.read(Options.CONFIG, sources);
    config.get(Options.CONFIG).ifPresent(path -> sources.addFile(path, file, deadline));
    config.whole = !sources.isUnanswered();
    Options.ALL.forEach(option -> config.read(option, sources));
    config.readBudgets(sources);
    return config;
  }

  /**
   * The same options, except for those that a control file changes. Its warnings are only about
   * that file.
   *
   * @param text the content of the file
   */
  public Config controlledBy(Path file, String text) {
    Config controlled = new Config();
    controlled.values.putAll(values);
    controlled.ofBudgets.putAll(ofBudgets);
    controlled.places.putAll(places);
    controlled.whole = whole;
    Sources sources = new Sources(controlled.warnings);
    sources.addControl(file, text);
    Options.LIVE.forEach(option -> controlled.read(option, sources));
    controlled.readBudgets(sources);
    return controlled;
  }

  /** The value in force. */
  @SuppressWarnings("unchecked")
  public <T> T get(Option<T> option) {
    return (T) Objects.requireNonNull(values.get(option));
  }

  /** The budgets that are set, by name. */
  public List<BudgetOption> budgets() {
    List<BudgetOption> budgets = new ArrayList<>();
    for (String name : ofBudgets.keySet()) {
      if (BudgetNames.isOfLimit(name)) {
        of(Options.BUDGET, name)
            .ifPresent(limit -> budgets.add(budget(BudgetNames.ofBudget(name), limit, name)));
      }
    }
    return budgets;
  }

  /**
   * Where an option about a budget is set, for messages.
   *
   * @param name with its ending, such as {@code team.by}
   */
  public String placeOfBudget(String name) {
    return places.getOrDefault(BudgetNames.PREFIX + name, "");
  }

  private BudgetOption budget(String budget, BudgetLimit limit, String name) {
    return new BudgetOption(
        budget,
        limit,
        of(Options.BUDGET_BY, name + ".by"),
        of(Options.BUDGET_ACTION, name + ".action"),
        of(Options.BUDGET_UNRATED, name + ".unrated"));
  }

  @SuppressWarnings("unchecked") // the option with that name is of the same kind
  private <T> T of(Option<T> kind, String name) {
    Option<T> option = (Option<T>) ofBudgets.get(name);
    return option == null ? kind.defaultValue() : get(option);
  }

  /** Whether all sources were read: no file of options is still to answer. */
  public boolean isWhole() {
    return whole;
  }

  /** What users should correct, one line each, with option, source and fix. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void readBudgets(Sources sources) {
    List<String> names = sources.ofBudgets();
    for (String name : names) {
      String limit = BudgetNames.ofLimit(name);
      if (names.contains(limit) || ofBudgets.containsKey(limit)) {
        places.put(name, sources.place(name));
        read(ofBudgets.computeIfAbsent(name, Options::ofBudget), sources);
      } else {
        warnings.add(OptionWarnings.withoutBudget(name, limit, sources.take(name)));
      }
    }
  }

  private <T> void read(Option<T> option, Sources sources) {
    values.putIfAbsent(option, option.defaultValue());
    Setting setting = sources.take(option.name());
    if (setting == null) {
      return;
    }
    try {
      values.put(
          option,
          option
              .parser()
              .parse(setting.text(), complaint -> warnOfPart(option, setting, complaint)));
    } catch (IllegalArgumentException e) {
      warn(option, setting, e.getMessage() + ".");
    }
  }

  private void warnOfPart(Option<?> option, Setting setting, String complaint) {
    warnings.add(
        "option "
            + option.name()
            + " ("
            + Excerpt.of(setting.source())
            + "): "
            + complaint
            + ". This entry is ignored; the others apply.");
  }

  private void warn(Option<?> option, Setting setting, String words) {
    String byDefault = option.defaultText().isEmpty() ? "nothing" : option.defaultText();
    warnings.add(
        String.format(
            "option %s=%s (%s): %s %s.",
            option.name(),
            Excerpt.of(option.shown().apply(setting.text())),
            setting.source(),
            words,
            Objects.equals(values.get(option), option.defaultValue())
                ? "The default applies: " + byDefault
                : "What was set elsewhere applies"));
  }
}
