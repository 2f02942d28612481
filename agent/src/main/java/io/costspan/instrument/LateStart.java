package io.costspan.instrument;

import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The rest of the agent, which is not started until the first client class appears. */
public interface LateStart {
  /**
   * Called when a client class is being loaded: starts the rest once, on one of the agent's
   * threads, and returns.
   */
  void begin();

  /** Waits until the gate is open, so that the first call is not missed, but not forever. */
  void awaitGate();

  /**
   * What is to be told to which host and port (-1 if not known) TLS is spoken, on the threads that
   * speak it; null if nobody wants to know. Called when the JVM loads its first class for that.
   */
  @Nullable ObjIntConsumer<@Nullable String> connections();

  /** Called at the beginning if the JVM has been running for a while, so that much was missed. */
  void comeLate();

  /** Called when a client that is not watched is loaded, which people may want to see. */
  void unwatchedClientAppears();

  /** Called when the JVM loads the class of its server of JMX beans. */
  void beansAppear();
}
