package io.costspan.cli;

import io.costspan.cli.books.FocusCommand;
import io.costspan.cli.books.ReconcileCommand;
import io.costspan.cli.books.ReportCommand;
import io.costspan.cli.books.RerateCommand;
import io.costspan.cli.books.TailCommand;
import io.costspan.cli.books.WhatIfCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code java -jar costspan-agent.jar}. */
@Command(
    name = "java -jar costspan-agent.jar",
    header = "Shows what AI calls cost, and why.",
    footer = "To watch an application: java -javaagent:costspan-agent.jar -jar app.jar",
    versionProvider = Version.class)
public final class Main {
  /** Exit code of success. */
  public static final int DONE = 0;

  /** Exit code if a check failed. */
  public static final int CHECK_FAILED = 1;

  /** So that examples can be pasted. */
  private static final int HELP_WIDTH = 100;

  static final String MORE_MEMORY = "start Java with more memory, such as -Xmx4g";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version of the program and of its prices")
  private boolean version;

  private Main() {}

  /** Runs one command and ends the JVM: 0 done, 1 a check failed, 2 wrong usage. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true);
    int exitCode = run(System.in, out, err, args);
    out.flush();
    System.exit(exitCode);
  }

  static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
    try {
      return commands(in, out, err).execute(args);
    } catch (OutOfMemoryError e) {
      err.println("out of memory; " + MORE_MEMORY);
      return CHECK_FAILED;
    }
  }

  static CommandLine commands(InputStream in, PrintWriter out, PrintWriter err) {
    CommandLine prices =
        new CommandLine(new PricesCommand())
            .addSubcommand(new PricesList(out, err))
            .addSubcommand(new PricesShow(out, err))
            .addSubcommand(new PricesCheck(out))
            .addSubcommand(new PricesDiff(out))
            .addSubcommand(new PricesImport(out, err));
    CommandLine all =
        new CommandLine(new Main())
            .addSubcommand(new RateCommand(in, out, err))
            .addSubcommand(prices)
            .addSubcommand(new FocusCommand(in, out, err))
            .addSubcommand(new ReconcileCommand(in, out, err))
            .addSubcommand(new DoctorCommand(out))
            .addSubcommand(new WhatIfCommand(in, out, err))
            .addSubcommand(new RerateCommand(in, out, err))
            .addSubcommand(new ReportCommand(in, out, err))
            .addSubcommand(new TailCommand(out, err))
            .addSubcommand(new AttachCommand(out))
            .addSubcommand(new CompletionCommand(out))
            .setUsageHelpWidth(HELP_WIDTH)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((wrong, args) -> explain(wrong, err))
            .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, err));
    return all;
  }

  /**
   * Where a subcommand is missing, the help lists them; otherwise it would be longer than many
   * terminals, and hide what is wrong.
   */
  private static int explain(ParameterException wrong, PrintWriter err) {
    CommandLine command = wrong.getCommandLine();
    err.println(wrong.getMessage());
    if (command.getSubcommands().isEmpty() || wrong instanceof UnmatchedArgumentException) {
      UnmatchedArgumentException.printSuggestions(wrong, err);
      err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    } else {
      command.usage(err);
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception failure, PrintWriter err) {
    if (failure instanceof InputException) {
      err.println(failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    return CHECK_FAILED;
  }
}
