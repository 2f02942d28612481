package io.costspan.cli;

import io.costspan.config.Config;
import io.costspan.health.State.Entry;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads the agent into a JVM that is running. */
@Command(
    name = "attach",
    header = "Loads the agent into a running JVM, until that ends.",
    description = {
      "HTTP clients that are loaded already are watched from now on; calls under way are left"
          + " alone. The JVM has to run as the same user, on Java 17 or newer.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 attached, 1 refused, and why, 2 wrong usage.",
      "",
      "Examples:",
      "  java -jar costspan-agent.jar attach 4711",
      "  java -jar costspan-agent.jar attach 4711 ledger=/var/log/ai.jsonl"
    })
final class AttachCommand implements Callable<Integer> {
  private static final int FIRST_JAVA = 17;
  private static final int FIRST_TO_WARN = 21;
  private static final String ALLOWED = "-XX:+EnableDynamicAgentLoading";
  private static final String FORBIDDEN = "-XX:-EnableDynamicAgentLoading";

  @Parameters(index = "0", paramLabel = "PID", description = "process id of the JVM (see jps)")
  private String pid = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPTIONS",
      description =
          "the agent's options, as after -javaagent:costspan-agent.jar=; files are those of the"
              + " JVM, so give whole paths")
  private String options = "";

  @Option(names = "--json", description = "print JSON lines for programs instead of text")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final PrintWriter out;

  AttachCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws URISyntaxException {
    if (!pid.matches("\\d{1,10}")) {
      throw new ParameterException(spec.commandLine(), pid + " is no process id (see jps)");
    }
    List<String> mistakes = Config.load(options).warnings();
    if (!mistakes.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", mistakes));
    }
    Checkup checkup = new Checkup();
    try (OtherJvm jvm = OtherProcess.reach(pid)) {
      attach(jvm, checkup);
    } catch (InputException e) {
      checkup.mend("attach", String.valueOf(e.getMessage()));
    }
    return checkup.print(out, json);
  }

  private void attach(OtherJvm jvm, Checkup checkup) throws URISyntaxException {
    Properties system = jvm.systemProperties();
    String refusal = refusal(system, jvm.agentProperties());
    if (refusal != null) {
      throw new InputException(refusal);
    }
    announce(system, jvm.agentProperties());
    Path jar = ownJar();
    if (!OtherProcess.sees(pid, jar)) {
      throw new InputException(
          "the JVM " + pid + " has other files: there is no " + jar + " there");
    }
    jvm.load(jar, options);
    new JvmCheck(checkup).judge(answer(jvm));
  }

  /** Null if that JVM can take the agent. */
  @Nullable String refusal(Properties system, Properties agent) {
    String java = system.getProperty("java.specification.version", "");
    if (feature(java) < FIRST_JAVA) {
      return "the JVM " + pid + " runs Java " + java + "; Costspan needs " + FIRST_JAVA;
    }
    String version = JvmCheck.text(agent, Entry.VERSION);
    if (JvmCheck.isAttached(agent)) {
      return "the JVM "
          + pid
          + " has the agent already"
          + (version == null ? "" : ", version " + version)
          + "; what it sees is told by: doctor "
          + pid;
    }
    return arguments(agent).contains(FORBIDDEN)
        ? "the JVM " + pid + " was started with " + FORBIDDEN + ", which forbids this"
        : null;
  }

  private static String arguments(Properties agent) {
    return agent.getProperty("sun.jvm.args", "");
  }

  /** Before it happens: nobody is to look for the cause of such lines. */
  private void announce(Properties system, Properties agent) {
    int java = feature(system.getProperty("java.specification.version", ""));
    if (java >= FIRST_TO_WARN && !arguments(agent).contains(ALLOWED)) {
      Checkup beforehand = new Checkup();
      beforehand.note(
          "jvm",
          "Java "
              + java
              + " prints four lines of WARNING on its standard error, that an agent is"
              + " loaded dynamically (JEP 451); they are harmless, and "
              + ALLOWED
              + " at its start keeps it from printing them");
      beforehand.print(out, json);
      out.flush();
    }
  }

  /** Such as 8 of 1.8; 0 if it is not understood. */
  private static int feature(String specification) {
    String number = specification.startsWith("1.") ? specification.substring(2) : specification;
    return number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
  }

  private static Path ownJar() throws URISyntaxException {
    return Path.of(AttachCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What the agent says of itself, which it does before it lets the command go on. */
  private Properties answer(OtherJvm jvm) {
    Properties agent = jvm.agentProperties();
    if (JvmCheck.text(agent, Entry.VERSION) == null) {
      throw new InputException(
          "the JVM "
              + pid
              + " has loaded the agent, which gives no sign of life; look at the standard error of"
              + " that JVM");
    }
    return agent;
  }
}
