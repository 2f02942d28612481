package io.costspan.it.frameworks;

import io.costspan.it.Jdk;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application on Spring Boot.
 *
 * @param module where it was built
 */
record BootCase(String module, Jdk jdk) {
  /** With Boot's own telemetry: each version on one JDK. */
  static Stream<BootCase> own() {
    return Stream.of(new BootCase("boot3", oldest()), new BootCase("boot4", newest()));
  }

  /** With the starter of OpenTelemetry. */
  static Stream<BootCase> starters() {
    return Stream.of(new BootCase("boot4-starter", newest()));
  }

  /** What the others leave out. */
  static Stream<BootCase> otherOwn() {
    return Stream.of(new BootCase("boot3", newest()), new BootCase("boot4", oldest()));
  }

  /** With Boot's own telemetry: both versions on both JDKs. */
  static Stream<BootCase> allOwn() {
    return Stream.concat(own(), otherOwn());
  }

  /** What the others leave out. */
  static Stream<BootCase> otherStarters() {
    return Stream.of(
        new BootCase("boot3-starter", oldest()),
        new BootCase("boot3-starter", newest()),
        new BootCase("boot4-starter", oldest()));
  }

  /** All of them. */
  static Stream<BootCase> allStarters() {
    return Stream.concat(starters(), otherStarters());
  }

  /** Whether its registries include one for OTLP, beside the one for Prometheus. */
  boolean exportsMetrics() {
    return module.equals("boot4");
  }

  private static Jdk oldest() {
    return Jdk.all().get(0);
  }

  private static Jdk newest() {
    List<Jdk> all = Jdk.all();
    return all.get(all.size() - 1);
  }

  @Override
  public String toString() {
    return module + ", " + jdk;
  }
}
