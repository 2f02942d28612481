package io.costspan.identity;

import io.costspan.health.OwnVersion;
import io.costspan.health.ThisHost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tells this application and this process from others, as attributes of a resource. Name and
 * version are looked for in the places where OpenTelemetry's Java agent looks for them, so that an
 * application has one name whoever reports it. Arguments of the command line stay out, because they
 * may contain secrets.
 */
public final class ServiceIdentity {
  private static final String BUILD_INFO = "META-INF/build-info.properties";

  private ServiceIdentity() {}

  /** The attributes, as far as they are known. May read files of the application. */
  public static Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>(service(Surroundings.ofThisJvm()));
    long pid = ProcessHandle.current().pid();
    String host = ThisHost.name();
    attributes.put("service.instance.id", Instance.ID);
    attributes.put("host.name", host);
    attributes.put("process.pid", pid);
    attributes.put("telemetry.distro.name", "costspan");
    attributes.put("telemetry.distro.version", OwnVersion.text());
    return attributes;
  }

  /** Name and version of the application, as far as they are known. */
  static Map<String, String> service(Surroundings jvm) {
    MainJar jar = MainJar.of(jvm.property().apply("sun.java.command"));
    Map<String, String> service = new LinkedHashMap<>();
    putFirst(
        service,
        "service.name",
        SpringName.in(jvm),
        jar == null ? null : jar.title(),
        jar == null ? null : jar.name());
    putFirst(service, "service.version", buildVersion(jvm), jar == null ? null : jar.version());
    return service;
  }

  private static void putFirst(
      Map<String, String> service, String name, @Nullable String... values) {
    Stream.of(values)
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .ifPresent(value -> service.put(name, value));
  }

  /** The version that Spring Boot's build plugins leave. */
  private static @Nullable String buildVersion(Surroundings jvm) {
    byte[] inFatJar = jvm.resource().apply(SpringName.FAT_JAR + BUILD_INFO);
    byte[] content = inFatJar == null ? jvm.resource().apply(BUILD_INFO) : inFatJar;
    return Settings.inProperties(content, "build.version");
  }

  /** The same whoever asks, so that telemetry and ledger can be joined. */
  private static final class Instance {
    static final String ID = instance(ThisHost.name(), ProcessHandle.current().pid()).toString();
  }

  /**
   * A random UUID. The JDK's own would make the JVM load its providers of secure randomness, which
   * the application may want to configure first; here it is enough that no two processes agree.
   */
  static UUID instance(String host, long pid) {
    Random random = ThreadLocalRandom.current();
    long high = random.nextLong() ^ ((long) host.hashCode() << Integer.SIZE | pid);
    long low = random.nextLong();
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x4000, (low & 0x3fff_ffff_ffff_ffffL) | 1L << 63);
  }
}
