package io.costspan.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what somebody should check who looks and sees nothing. */
@Command(
    name = "doctor",
    header = "Says what the agent of a running JVM sees, or what is wrong with options.",
    footer = {
      "",
      "Exit codes: 0 all well, 1 something to mend, 2 wrong usage.",
      "",
      "Examples:",
      "  java -jar costspan-agent.jar doctor 4711",
      "  java -jar costspan-agent.jar doctor endpoints=http://localhost:4000=openai",
      "  java -jar costspan-agent.jar doctor --json"
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "print JSON lines for programs instead of text")
  private boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "PID|OPTIONS",
      description =
          "process id of the JVM; or the agent's options, as after -javaagent:costspan-agent.jar=,"
              + " to check these. Without either the options of the environment are checked")
  private @Nullable String target;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final PrintWriter out;

  DoctorCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Checkup checkup = new Checkup();
    String asked = target;
    if (asked != null && asked.matches("\\d+")) {
      new JvmCheck(checkup).check(asked);
    } else if (asked == null || asked.contains("=")) {
      new OptionsCheck(checkup).check(asked);
    } else {
      throw new ParameterException(
          spec.commandLine(), asked + " is neither a process id nor an option such as log=info");
    }
    return checkup.print(out, json);
  }
}
