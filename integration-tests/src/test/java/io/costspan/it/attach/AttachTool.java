package io.costspan.it.attach;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import java.util.ArrayList;
import java.util.List;

/** The command {@code attach}, as a user runs it. */
public final class AttachTool {
  private AttachTool() {}

  /** Runs it on that JDK. */
  public static Finished run(Jdk jdk, long pid, String... options) {
    return run(ChildJvm.on(jdk), Long.toString(pid), options);
  }

  static Finished run(ChildJvm command, String pid, String... options) {
    List<String> words =
        new ArrayList<>(List.of("-jar", Build.agentJar().toString(), "attach", pid));
    words.addAll(List.of(options));
    return command.startBare(words.toArray(String[]::new)).await();
  }
}
