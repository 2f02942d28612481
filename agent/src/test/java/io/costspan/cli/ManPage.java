package io.costspan.cli;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's page for {@code man}, in roff. Picocli's own generator writes AsciiDoc, and what
 * turns that into roff is many times larger than this.
 */
final class ManPage {
  private final StringBuilder roff = new StringBuilder();

  ManPage(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
    roff.append(".TH ").append(quoted(name.toUpperCase())).append(" 1 \"\" Costspan\n");
    section("NAME");
    text(name + " - " + header(spec));
    section("SYNOPSIS");
    text(help.synopsis(0).strip().replaceAll("\\s+", " "));
    String description = String.join(" ", spec.usageMessage().description()).strip();
    if (!description.isEmpty()) {
      section("DESCRIPTION");
      text(description);
    }
    section("OPTIONS");
    spec.positionalParameters().forEach(each -> argument(each.paramLabel(), each));
    spec.options().stream()
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(each -> argument(option(each.names(), each), each));
    if (!command.getSubcommands().isEmpty()) {
      section("COMMANDS");
      new TreeMap<>(command.getSubcommands())
          .forEach((word, sub) -> term(word, header(sub.getCommandSpec())));
    }
    footer(List.of(spec.usageMessage().footer()));
  }

  private static String header(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().header());
  }

  private static String option(String[] names, ArgSpec each) {
    String value = each.arity().max() == 0 ? "" : " " + each.paramLabel();
    return String.join(", ", names) + value;
  }

  private void argument(String term, ArgSpec argument) {
    String description =
        String.join(" ", argument.description())
            .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()));
    term(term, description);
  }

  /** Texts, and under the heading for them examples, which keep their lines. */
  private void footer(List<String> lines) {
    for (String line : lines) {
      if (line.equals("Examples:")) {
        section("EXAMPLES");
        roff.append(".nf\n");
      } else if (line.startsWith("Exit codes:")) {
        section("EXIT STATUS");
        text(line.replaceFirst("Exit codes: ", ""));
      } else if (!line.isEmpty()) {
        text(line.strip());
      }
    }
  }

  private void section(String title) {
    roff.append(".SH ").append(title).append('\n');
  }

  private void term(String term, String text) {
    roff.append(".TP\n");
    text(term);
    text(text);
  }

  /** A dash is one that people can paste, and no line is taken for a request. */
  private void text(String line) {
    roff.append("\\&")
        .append(
            line.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq"))
        .append('\n');
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  @Override
  public String toString() {
    return roff.toString();
  }
}
