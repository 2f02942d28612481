package io.costspan.it.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One application has one name, whether the OpenTelemetry agent or ours reports it. */
class ResourceIT {
  private static final String APP = OneCallApp.class.getName();

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;

  /**
   * A way to package and start the same program.
   *
   * @param files more of them in the jar, by path
   * @param settings JVM flags
   */
  record Packaging(
      String jar, Map<Name, String> manifest, Map<String, String> files, List<String> settings) {
    @Override
    public String toString() {
      return jar + " " + manifest + files + settings;
    }
  }

  static Stream<Packaging> packagings() {
    String jar = "billing-api-1.4.2.jar";
    Map<Name, String> titled =
        Map.of(Name.IMPLEMENTATION_TITLE, "my-title", Name.IMPLEMENTATION_VERSION, "3.2.1");
    Map<String, String> spring =
        Map.of("BOOT-INF/classes/application.yml", "spring:\n  application:\n    name: billing\n");
    return Stream.of(
        new Packaging(jar, titled, Map.of(), List.of()),
        new Packaging(jar, Map.of(), Map.of(), List.of()),
        new Packaging(jar, titled, spring, List.of()),
        new Packaging(
            jar,
            titled,
            spring,
            List.of("-Dotel.resource.attributes=service.name=set,service.version=9")));
  }

  @ParameterizedTest
  @MethodSource("packagings")
  void export_besideTheOpenTelemetryAgent_namesTheSameService(Packaging packaging)
      throws Exception {
    Path jar = jar(packaging);
    Map<String, Object> theirs =
        resource(packaging, jar, "-javaagent:" + Build.openTelemetryAgentJar());
    Map<String, Object> ours =
        resource(
            packaging,
            jar,
            "-javaagent:"
                + Build.agentJar()
                + "=telemetry=embedded,endpoints="
                + openAi()
                + "=openai");

    assertThat(named(ours)).isEqualTo(named(theirs)).isNotEmpty();
    assertThat(ours)
        .containsEntry("host.name", theirs.get("host.name"))
        .containsEntry("telemetry.distro.name", "costspan")
        .containsEntry("telemetry.sdk.language", "java")
        .containsKeys("service.instance.id", "process.pid", "telemetry.distro.version")
        .doesNotContainKey("process.command_args");
  }

  private static Map<String, Object> named(Map<String, Object> resource) {
    Map<String, Object> named = new HashMap<>(resource);
    named.keySet().retainAll(List.of("service.name", "service.version"));
    return named;
  }

  private static Map<String, Object> resource(Packaging packaging, Path jar, String agent)
      throws InterruptedException {
    try (OtlpCollector collector = new OtlpCollector();
        RunningJvm child =
            ChildJvm.on(Jdk.running())
                .jvm(packaging.settings().toArray(String[]::new))
                .jvm(agent)
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .env("OTEL_METRIC_EXPORT_INTERVAL", 100)
                .startBare("-jar", jar.toString(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      // On busy cores an export may take longer than an exit waits for it.
      for (int attempt = 0; attempt < 1200 && collector.resource().isEmpty(); attempt++) {
        Thread.sleep(50);
      }
      return collector.resource();
    }
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private Path jar(Packaging packaging) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Name.MANIFEST_VERSION, "1.0");
    attributes.put(Name.MAIN_CLASS, APP);
    packaging.manifest().forEach(attributes::put);
    Path file = folder.resolve(packaging.jar());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      String app = APP.replace('.', '/') + ".class";
      add(jar, app, Files.readAllBytes(Build.testClasses().resolve(app)));
      for (Map.Entry<String, String> each : packaging.files().entrySet()) {
        add(jar, each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static void add(JarOutputStream jar, String path, byte[] content) throws IOException {
    for (int slash = path.indexOf('/');
        slash >= 0 && path.startsWith("BOOT-INF");
        slash = path.indexOf('/', slash + 1)) {
      jar.putNextEntry(new ZipEntry(path.substring(0, slash + 1)));
      jar.closeEntry();
    }
    jar.putNextEntry(new ZipEntry(path));
    jar.write(content);
    jar.closeEntry();
  }
}
