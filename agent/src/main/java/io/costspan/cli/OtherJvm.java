package io.costspan.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Another JVM on this machine, by means of the Attach API. */
final class OtherJvm implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");

  private final String pid;
  private final VirtualMachine jvm;

  private OtherJvm(String pid, VirtualMachine jvm) {
    this.pid = pid;
    this.jvm = jvm;
  }

  /** Throws an {@link InputException} that says why the JVM is not reached, and what to do. */
  static OtherJvm reach(String pid) {
    String refusal = refusal(pid);
    if (refusal != null) {
      throw new InputException(refusal);
    }
    return Attaching.to(pid);
  }

  private static @Nullable String refusal(String pid) {
    if (pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return pid + " is the process of this very command";
    }
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      return "to reach a JVM, run this command with a JDK; a JRE lacks the module jdk.attach";
    }
    if (Files.isDirectory(PROC)) {
      return new OtherProcess(PROC, pid).refusal();
    }
    return Attaching.isListed(pid) ? null : "there is no JVM " + pid + " of this user (see jps)";
  }

  /** The properties that the JVM keeps for tools. */
  Properties agentProperties() {
    try {
      return jvm.getAgentProperties();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** The system properties of its application. */
  Properties systemProperties() {
    try {
      return jvm.getSystemProperties();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Loads an agent, and returns when it has begun. */
  void load(Path jar, String options) {
    if (!new OtherProcess(PROC, pid).sees(jar)) {
      throw new InputException(
          "the JVM " + pid + " has other files: there is no " + jar + " there");
    }
    try {
      jvm.loadAgent(jar.toString(), options);
    } catch (AgentLoadException | AgentInitializationException | IOException e) {
      throw new InputException("the JVM " + pid + " does not take the agent: " + e.getMessage());
    }
  }

  private InputException lost(IOException e) {
    return new InputException("the JVM " + pid + " does not answer any more: " + e.getMessage());
  }

  @Override
  public void close() {
    try {
      jvm.detach();
    } catch (IOException gone) {
      // So it is detached.
    }
  }

  /** Loaded only where there is the module of its exceptions, which a JVM looks for beforehand. */
  private static final class Attaching {
    static OtherJvm to(String pid) {
      try {
        return new OtherJvm(pid, VirtualMachine.attach(pid));
      } catch (AttachNotSupportedException | IOException e) {
        throw new InputException("the JVM " + pid + " cannot be reached: " + e.getMessage());
      }
    }

    static boolean isListed(String pid) {
      return VirtualMachine.list().stream().anyMatch(known -> known.id().equals(pid));
    }
  }
}
