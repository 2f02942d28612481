package io.costspan.start;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes JDK tools such as javac, keytool or jcmd, to which {@code JAVA_TOOL_OPTIONS} also
 * attaches the agent, from programs.
 */
final class JdkTools {
  private JdkTools() {}

  static boolean isRunning() {
    return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
  }

  /**
   * Whether the main class or module is a JDK tool.
   *
   * @param mainModule null for programs from the class path
   * @param command main class or module with arguments
   */
  static boolean isTool(@Nullable String mainModule, @Nullable String command) {
    return mainModule != null
        && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."))
        && !isSourceFile(command);
  }

  /** {@code java Program.java} is a program, although the compiler's module starts it. */
  private static boolean isSourceFile(@Nullable String command) {
    return command != null && command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
  }
}
