package io.costspan.page;

import io.costspan.config.Config;
import io.costspan.health.Excerpt;
import io.costspan.health.OwnVersion;
import io.costspan.health.ThisHost;
import io.costspan.identity.ThisService;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of perhaps several JVMs a page is of.
 *
 * @param service the name of the application, null if it is not known
 * @param startedAt null if the system does not tell
 */
record ThisJvm(
    @Nullable String service,
    long pid,
    String host,
    @Nullable Instant startedAt,
    String agent,
    String java) {

  /** The one in which this code runs. May read files of the application. */
  static ThisJvm of(Config config) {
    ThisService found = ThisService.of(config);
    String service = found.name();
    return new ThisJvm(
        service == null ? null : Excerpt.of(service),
        ProcessHandle.current().pid(),
        Excerpt.of(ThisHost.name()),
        ProcessHandle.current().info().startInstant().orElse(null),
        OwnVersion.text(),
        System.getProperty("java.version", ""));
  }

  /** Such as {@code shop} or {@code JVM 4711}. */
  String name() {
    return Objects.requireNonNullElse(service, "JVM " + pid);
  }
}
