package io.costspan.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Another JVM on this machine, by means of the Attach API. {@link OtherProcess#reach} leads here:
 * this class cannot be loaded without the module of that API.
 */
final class OtherJvm implements AutoCloseable {
  private final String pid;
  private final VirtualMachine jvm;

  private OtherJvm(String pid, VirtualMachine jvm) {
    this.pid = pid;
    this.jvm = jvm;
  }

  /** Throws an {@link InputException} if the JVM does not answer. */
  static OtherJvm attach(String pid) {
    try {
      return new OtherJvm(pid, VirtualMachine.attach(pid));
    } catch (AttachNotSupportedException | IOException e) {
      throw new InputException("the JVM " + pid + " cannot be reached: " + e.getMessage());
    }
  }

  static boolean isListed(String pid) {
    return VirtualMachine.list().stream().anyMatch(known -> known.id().equals(pid));
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
}
