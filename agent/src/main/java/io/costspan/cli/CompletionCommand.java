package io.costspan.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete our words. */
@Command(
    name = "completion",
    header = "Prints a script with which bash and zsh complete words.",
    description = "The words are completed behind an alias of this program.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar completion > ~/.costspan-completion",
      "  java -jar costspan-agent.jar completion ai-costs"
    })
final class CompletionCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      defaultValue = "costspan",
      paramLabel = "ALIAS",
      description =
          "name of the alias (default: ${DEFAULT-VALUE}), as in:"
              + " alias costspan='java -jar /opt/costspan/costspan-agent.jar'")
  private String alias = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final PrintWriter out;

  CompletionCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (!alias.matches("[A-Za-z][\\w-]*")) {
      throw new ParameterException(spec.commandLine(), alias + " is no name for an alias");
    }
    out.print(AutoComplete.bash(alias, spec.root().commandLine()));
    return Main.DONE;
  }
}
