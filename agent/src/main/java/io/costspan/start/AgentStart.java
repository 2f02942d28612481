package io.costspan.start;

import io.costspan.instrument.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Called by the entry class before the application's {@code main}. It must cost next to nothing,
 * and must not initialise anything that an application wants to configure first: no threads, no
 * lambdas, no {@code java.util.logging}, {@code java.nio.file} or JMX, no library.
 */
public final class AgentStart implements BiConsumer<@Nullable String, Instrumentation> {
  /**
   * Attaches, unless there is nothing to watch.
   *
   * @param args the agent's arguments, null if there are none
   */
  @Override
  public void accept(@Nullable String args, Instrumentation instrumentation) {
    EngineStart engine = engine(args, instrumentation);
    if (engine != null) {
      Weaving.install(instrumentation, engine);
    }
  }

  /** Null if there is nothing to watch. */
  static @Nullable EngineStart engine(@Nullable String args, Instrumentation instrumentation) {
    if (EarlyOption.isOff(args)) {
      return null;
    }
    String level = talkative(EarlyOption.value("log", args));
    if (JdkTools.isRunning()) {
      if (level != null) {
        EarlyLog.stepAside(level);
      }
      return null;
    }
    EngineStart engine = new EngineStart(args, instrumentation);
    if (level != null) {
      EarlyLog.begin(level, engine);
    }
    return engine;
  }

  /** Null for a level at which nothing is said this early. */
  private static @Nullable String talkative(@Nullable String level) {
    return level != null && EarlyLog.isWanted(level) ? level : null;
  }
}
