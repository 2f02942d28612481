package io.costspan.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Linux says about a process, before anybody sends it a signal. To attach means to send
 * SIGQUIT: it ends a process that is no JVM, and other JVMs print all their threads.
 */
final class OtherProcess {
  private static final Path PROC = Path.of("/proc");
  private static final String ROOT_USER = "0";

  /** Of signal 3, in the masks of {@code /proc}. */
  private static final long SIGQUIT = 1L << 2;

  private final String pid;
  private final Path folder;
  private final Path self;

  /**
   * @param proc such as {@code /proc}
   */
  OtherProcess(Path proc, String pid) {
    this.pid = pid;
    this.folder = proc.resolve(pid);
    this.self = proc.resolve("self");
  }

  /**
   * The JVM with that process id. Throws an {@link InputException} that says why it is not reached,
   * and what to do.
   */
  static OtherJvm reach(String pid) {
    String refusal = refusal(pid);
    if (refusal != null) {
      throw new InputException(refusal);
    }
    return OtherJvm.attach(pid);
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
    return OtherJvm.isListed(pid) ? null : "there is no JVM " + pid + " of this user (see jps)";
  }

  /** Whether that process finds a file where this one does, as far as that is known. */
  static boolean sees(String pid, Path file) {
    return new OtherProcess(PROC, pid).sees(file);
  }

  /** Why it must not be attached to, and what to do; null if nothing speaks against it. */
  @Nullable String refusal() {
    if (!Files.isDirectory(folder)) {
      return "there is no process " + pid + " (jps lists the JVMs)";
    }
    String user = word(folder, "Uid", 1);
    String me = word(self, "Uid", 1);
    if (!me.equals(ROOT_USER) && !me.equals(user)) {
      return "process " + pid + " belongs to another user (" + user + "); run this as that user";
    }
    if (words(folder, "NSpid").length > words(self, "NSpid").length) {
      return "process "
          + pid
          + " runs in a container; copy the jar there and run this in it, as docker exec and"
          + " kubectl exec do";
    }
    return refusalOfJvm();
  }

  private @Nullable String refusalOfJvm() {
    String libraries = text(folder.resolve("maps"));
    if (libraries.contains("/libj9vm")) {
      return "process "
          + pid
          + " is an OpenJ9 JVM, which another JVM cannot attach an agent to;"
          + " start it with -javaagent:costspan-agent.jar";
    }
    if (!libraries.contains("/libjvm.so")) {
      return "process " + pid + " is not a JVM (jps lists the JVMs)";
    }
    String flags = text(folder.resolve("cmdline")) + text(folder.resolve("environ"));
    if (flags.contains("-XX:+DisableAttachMechanism")) {
      return "the JVM " + pid + " was started with -XX:+DisableAttachMechanism, which forbids this";
    }
    if ((Long.parseUnsignedLong(word(folder, "SigCgt", 0), 16) & SIGQUIT) == 0) {
      return "the JVM " + pid + " does not listen, as one that was started with -Xrs";
    }
    return null;
  }

  /** Whether the process finds that file where this one does. */
  boolean sees(Path file) {
    Path root = folder.resolve("root");
    return !Files.isDirectory(root) || Files.exists(Path.of(root.toString(), file.toString()));
  }

  private static String word(Path process, String key, int index) {
    String[] words = words(process, key);
    return index < words.length ? words[index] : "0";
  }

  private static String[] words(Path process, String key) {
    Matcher line =
        Pattern.compile("(?m)^" + key + ":\\s*(.*)$").matcher(text(process.resolve("status")));
    return line.find() ? line.group(1).trim().split("\\s+") : new String[0];
  }

  /** Empty if it cannot be read. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException | SecurityException e) {
      return "";
    }
  }
}
