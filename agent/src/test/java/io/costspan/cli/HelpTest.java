package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} shows of each command. */
class HelpTest {
  private static final String PROGRAM = "java -jar costspan-agent.jar";

  /** All that do something, and not only hold others. */
  static Stream<String> commands() {
    Map<String, CommandLine> found = new TreeMap<>();
    collect("", all(), found);
    return found.keySet().stream();
  }

  private static void collect(String name, CommandLine command, Map<String, CommandLine> found) {
    command
        .getSubcommands()
        .forEach((word, sub) -> collect((name + " " + word).strip(), sub, found));
    if (command.getSubcommands().isEmpty()) {
      found.put(name, command);
    }
  }

  private static CommandLine all() {
    PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
    return Main.commands(InputStream.nullInputStream(), nowhere, nowhere);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_endsWithExamplesThatAreUnderstood(String command) {
    Run run = Run.of(words(command + " --help"));
    List<String> examples =
        run.out().lines().dropWhile(line -> !line.equals("Examples:")).skip(1).toList();

    assertThat(run.exitCode()).isZero();
    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("  " + PROGRAM + " " + command));
    for (String example : examples) {
      all().parseArgs(words(example.strip().substring(PROGRAM.length() + 1)));
    }
  }

  @Test
  void help_ofThePrograms_listsAllCommandsWithTheirPurpose() {
    String help = Run.of("--help").out();

    assertThat(all().getSubcommands().keySet())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(help).containsPattern("(?m)^  " + name + " +[A-Z]"));
  }

  /** As a shell does, as far as our examples need it. */
  private static String[] words(String line) {
    return Stream.of(line.replaceFirst(" [|>] .*", "").split(" "))
        .map(word -> word.replaceAll("['\"]", ""))
        .toArray(String[]::new);
  }
}
