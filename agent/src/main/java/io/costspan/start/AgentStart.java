package io.costspan.start;

import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Called by the entry class. */
public final class AgentStart {
  private AgentStart() {}

  public static void premain(
      @Nullable String args, Instrumentation instrumentation, File agentJar) {}
}
