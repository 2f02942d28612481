package io.costspan.start;

import io.costspan.instrument.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Called by the entry class when the agent is loaded into a JVM that is running. Calls may be under
 * way, and clients loaded already: everything is ready before the first of their classes is woven,
 * so that no call has to wait. Shows in any case that it is there, because whoever attached it
 * looks for that.
 */
public final class LateAgentStart implements BiConsumer<@Nullable String, Instrumentation> {
  /**
   * Attaches, unless there is nothing to watch.
   *
   * @param args the agent's arguments, null if there are none
   */
  @Override
  public void accept(@Nullable String args, Instrumentation instrumentation) {
    EngineStart engine = AgentStart.engine(args, instrumentation);
    if (engine != null) {
      engine.beginAndWait();
      Weaving.install(instrumentation, engine);
    } else {
      engine = new EngineStart(args, instrumentation);
    }
    engine.showPresence();
  }
}
