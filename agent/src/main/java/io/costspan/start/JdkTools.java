package io.costspan.start;

import org.jspecify.annotations.Nullable;

/**
 * Tells javac, keytool or jcmd, which {@code JAVA_TOOL_OPTIONS} gives an agent too, from programs.
 */
final class JdkTools {
  private JdkTools() {}

  static boolean isRunning() {
    return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
  }

  /**
   * Whether that is a tool.
   *
   * @param mainModule null for programs from the class path
   * @param command main class or module with arguments
   */
  static boolean isTool(@Nullable String mainModule, @Nullable String command) {
    return mainModule != null
        && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."))
        && !isSourceFile(command);
  }

  /** {@code java Program.java} is a program, though the compiler's module starts it. */
  private static boolean isSourceFile(@Nullable String command) {
    return command != null && command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
  }
}
