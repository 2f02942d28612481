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
import org.jspecify.annotations.Nullable;

/**
 * Shows the state where the command {@code doctor} can read it without loading an agent or opening
 * a port: in the agent properties of the JVM, which the Attach API returns and no application sees.
 */
final class PublishedState {
  private static final long PAUSE_SECONDS = 2;

  private static @Nullable PublishedState shown;

  private final Properties properties;

  private PublishedState(Properties properties) {
    this.properties = properties;
  }

  /** Publishes the state, and keeps it up to date from now on. */
  static synchronized void show(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    PublishedState published = shown;
    if (published == null) {
      published = new PublishedState(agentProperties(instrumentation));
      OwnThreads.loop("costspan-state", published::step).start();
      shown = published;
    }
    published.publish();
  }

  private static Properties agentProperties(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.vm", Set.of(PublishedState.class.getModule())),
        Map.of(),
        Set.of(),
        Map.of());
    return (Properties)
        Class.forName("jdk.internal.vm.VMSupport").getMethod("getAgentProperties").invoke(null);
  }

  private boolean step() throws InterruptedException {
    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    publish();
    return true;
  }

  /** Finding out takes a while. Whoever reads meanwhile still sees what belongs together. */
  private void publish() {
    Map<String, String> now = new HashMap<>();
    for (State.Entry entry : State.Entry.values()) {
      Object value = State.value(entry);
      now.put(State.PROPERTY_PREFIX + entry.key(), value == null ? "" : text(value));
    }
    properties.putAll(now);
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
