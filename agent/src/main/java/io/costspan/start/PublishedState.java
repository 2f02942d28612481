package io.costspan.start;

import io.costspan.health.OwnThreads;
import io.costspan.health.State;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Shows the state where the command {@code doctor} can read it without loading an agent or opening
 * a port: in the agent properties of the JVM, which the Attach API returns and no application sees.
 */
final class PublishedState {
  private static final long PAUSE_SECONDS = 2;

  private final Properties properties;

  private PublishedState(Properties properties) {
    this.properties = properties;
  }

  /** Publishes the state from now on, and keeps it up to date. */
  static void start(Instrumentation instrumentation) throws ReflectiveOperationException {
    Module base = Object.class.getModule();
    instrumentation.redefineModule(
        base,
        Set.of(),
        Map.of("jdk.internal.vm", Set.of(PublishedState.class.getModule())),
        Map.of(),
        Set.of(),
        Map.of());
    Properties properties =
        (Properties)
            Class.forName("jdk.internal.vm.VMSupport").getMethod("getAgentProperties").invoke(null);
    PublishedState published = new PublishedState(properties);
    OwnThreads.loop("costspan-state", published::step).start();
  }

  /** Finding out takes a while. Whoever reads meanwhile still sees what belongs together. */
  private boolean step() throws InterruptedException {
    Map<String, String> now = new HashMap<>();
    for (State.Entry entry : State.Entry.values()) {
      Object value = State.value(entry);
      now.put(State.PROPERTY_PREFIX + entry.key(), value == null ? "" : text(value));
    }
    properties.putAll(now);
    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    return true;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return String.join("\n", list.stream().map(Object::toString).toList());
    }
    if (value instanceof Map<?, ?> map) {
      return String.join(
          ", ",
          new TreeMap<>(map)
              .entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList());
    }
    return value.toString();
  }
}
