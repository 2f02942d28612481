package io.costspan.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own for one program. It inherits no {@code OTEL_*}, {@code COSTSPAN_*} or {@code
 * JAVA_TOOL_OPTIONS} from the build.
 *
 * <pre>{@code
 * ChildJvm.on(jdk).classPath(Build.sdkClassPath()).agent("ledger=" + file).run(OpenAiApp.class.getName(), url)
 * }</pre>
 */
public final class ChildJvm {
  /** A JVM that ends within seconds has no use for the second compiler. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Jdk jdk;
  private final List<String> jvmArguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> classPath = new ArrayList<>();
  private Duration timeout = Duration.ofSeconds(120);
  private Alarms alarms = Alarms.NONE;
  private List<String> wrapper = List.of();
  private Path workingFolder;
  private boolean worksForLong;

  private ChildJvm(Jdk jdk) {
    this.jdk = jdk;
  }

  /** A child on that JDK, so far without agent. */
  public static ChildJvm on(Jdk jdk) {
    return new ChildJvm(jdk);
  }

  /** A child on the JDK that runs the tests. */
  public static ChildJvm onRunningJdk() {
    return on(Jdk.running());
  }

  /** Attaches our agent; flags and other agents keep the order in which they are given. */
  public ChildJvm agent() {
    return jvm("-javaagent:" + Build.agentJar());
  }

  /** Attaches our agent with arguments, such as {@code ledger=/tmp/ai.jsonl,receipt=false}. */
  public ChildJvm agent(String arguments) {
    return jvm("-javaagent:" + Build.agentJar() + "=" + arguments);
  }

  /** Adds JVM flags. */
  public ChildJvm jvm(String... flags) {
    jvmArguments.addAll(List.of(flags));
    return this;
  }

  /** Adds a system property. */
  public ChildJvm property(String name, Object value) {
    return jvm("-D" + name + "=" + value);
  }

  /** Adds an environment variable. */
  public ChildJvm env(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /** What a child may say of calls that the agent does not see. */
  enum Alarms {
    NONE,
    UNLISTED_HOSTS,
    ALL
  }

  /** Calls that are not seen are expected; otherwise a warning of them fails the test. */
  public ChildJvm unseen() {
    alarms = Alarms.ALL;
    return this;
  }

  /** Calls to hosts that are not known, at paths of known APIs, are expected. */
  public ChildJvm unlisted() {
    alarms = Alarms.UNLISTED_HOSTS;
    return this;
  }

  /** Has another command run the JVM's, which is appended to it. */
  public ChildJvm within(List<String> command) {
    wrapper = command;
    return this;
  }

  /** Has the JVM compile as it does by default, because it works for long. */
  public ChildJvm worksForLong() {
    worksForLong = true;
    return this;
  }

  /** Gives the program more time than usual. */
  public ChildJvm timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** Appends folders, jars or whole class paths. */
  public ChildJvm classPath(Object... entries) {
    for (Object entry : entries) {
      classPath.add(entry.toString());
    }
    return this;
  }

  /** Runs the program to its end. */
  public Finished run(String mainClass, Object... arguments) {
    return start(mainClass, arguments).await();
  }

  /** Starts the program and returns at once. */
  public RunningJvm start(String mainClass, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(jvmArguments);
    if (!worksForLong) {
      command.add(QUICK);
    }
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return start(command);
  }

  /**
   * Starts {@code java} with just these arguments after the flags, such as {@code -jar app.jar}.
   */
  public RunningJvm startBare(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(jvmArguments);
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Runs lines for a shell in a folder; {@code java} is that of this child's JDK. */
  public RunningJvm startShell(Path folder, String lines) {
    env("PATH", jdk.java().getParent() + File.pathSeparator + System.getenv("PATH"));
    workingFolder = folder;
    return start(List.of("sh", "-c", lines));
  }

  private RunningJvm start(List<String> command) {
    try {
      Path folder = Scratch.folder("child");
      List<String> wrapped = new ArrayList<>(wrapper);
      wrapped.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(wrapped)
              .directory(workingFolder == null ? null : workingFolder.toFile())
              .redirectOutput(folder.resolve("stdout").toFile())
              .redirectError(folder.resolve("stderr").toFile());
      builder.environment().keySet().removeIf(ChildJvm::wouldLeakIn);
      builder.environment().putAll(environment);
      return new RunningJvm(builder.start(), folder, System.nanoTime(), timeout, alarms);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean wouldLeakIn(String variable) {
    return variable.startsWith("OTEL_")
        || variable.startsWith("COSTSPAN_")
        || variable.endsWith("JAVA_OPTIONS")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }
}
