package io.costspan.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdentityTest {
  @TempDir private Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> resources = new HashMap<>();

  @Test
  void service_jarWithManifest_hasTheNameAndVersionOfTheManifest() throws IOException {
    start(jar("billing-api-1.4.2.jar", "my-title", "3.2.1") + " serve --verbose");

    assertThat(service())
        .containsOnly(Map.entry("service.name", "my-title"), Map.entry("service.version", "3.2.1"));
  }

  @Test
  void service_jarWithoutManifestEntries_hasTheNameOfTheFile() throws IOException {
    start(jar("billing api-1.4.2.jar", null, null) + " other.jar");

    assertThat(service()).containsOnly(Map.entry("service.name", "billing api-1.4.2"));
  }

  @Test
  void service_mainClass_isUnknown() {
    start("com.acme.Main --key=secret");

    assertThat(service()).isEmpty();
  }

  @Test
  void service_springApplication_isNamedByTheFirstOfItsSources() throws IOException {
    start(jar("app.jar", "title", "1"));
    resources.put("bootstrap.yml", "spring.application.name: bootstrap");
    assertThat(name()).isEqualTo("bootstrap");
    resources.put("BOOT-INF/classes/application.yml", "spring.application.name: fat");
    assertThat(name()).isEqualTo("fat");
    resources.put("application.yaml", "spring.application.name: yaml");
    assertThat(name()).isEqualTo("yaml");
    resources.put("application.properties", "spring.application.name=classpath");
    assertThat(name()).isEqualTo("classpath");
    files.put("application.yml", "spring.application.name: folder-yaml");
    assertThat(name()).isEqualTo("folder-yaml");
    files.put("application.properties", "spring.application.name=folder");
    assertThat(name()).isEqualTo("folder");
    environment.put("SPRING_APPLICATION_NAME", "environment");
    assertThat(name()).isEqualTo("environment");
    properties.put("spring.application.name", "property");
    assertThat(name()).isEqualTo("property");
    properties.merge("sun.java.command", " --spring.application.name=argument", String::concat);
    assertThat(name()).isEqualTo("argument");
  }

  @Test
  void service_placeholder_isNoName() {
    resources.put("application.properties", "spring.application.name=${APP_NAME}");

    assertThat(service()).isEmpty();
  }

  @Test
  void service_buildInfo_tellsTheVersion() throws IOException {
    start(jar("app.jar", "title", "1"));
    resources.put("BOOT-INF/classes/META-INF/build-info.properties", "build.version=2.5");

    assertThat(service()).containsEntry("service.version", "2.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring:\n  application:\n    name: billing\n",
        "server:\n  port: 80\nspring:\n  profiles: x\n  application:\n    # mine\n    name: 'billing' # really\n",
        "spring.application.name: \"billing\"",
        "spring:\r\n  application.name: billing\r\n",
        "application:\n  name: no\n---\nspring:\n    application:\n        name: billing\n  "
      })
  void text_yamlInAnyUsualForm_isFound(String yaml) {
    assertThat(Yaml.text(yaml, "spring.application.name")).isEqualTo("billing");
  }

  @Test
  void instance_ofTwoProcesses_differs() {
    assertThat(ServiceIdentity.instance("host", 1))
        .isNotEqualTo(ServiceIdentity.instance("host", 1));
  }

  @Test
  void attributes_ofThisProcess_areTheSameWhoeverAsks() {
    Map<String, Object> attributes = ServiceIdentity.attributes();
    UUID instance = UUID.fromString((String) attributes.get("service.instance.id"));

    assertThat(instance.version()).isEqualTo(4);
    assertThat(instance.variant()).isEqualTo(2);
    assertThat(ServiceIdentity.attributes()).isEqualTo(attributes);
    assertThat(attributes)
        .containsEntry("process.pid", ProcessHandle.current().pid())
        .containsEntry("telemetry.distro.name", "costspan")
        .hasEntrySatisfying("host.name", host -> assertThat((String) host).isNotBlank())
        .hasEntrySatisfying(
            "telemetry.distro.version", version -> assertThat((String) version).contains("."));
  }

  private void start(String command) {
    properties.put("sun.java.command", command);
  }

  private String jar(String file, String title, String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (title != null) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    Path path = folder.resolve(file);
    try (OutputStream out = Files.newOutputStream(path)) {
      new JarOutputStream(out, manifest).close();
    }
    return path.toString();
  }

  private String name() {
    return service().get("service.name");
  }

  private Map<String, String> service() {
    return ServiceIdentity.service(
        new Surroundings(
            properties::get,
            environment::get,
            name -> bytes(files, name),
            name -> bytes(resources, name)));
  }

  private static byte[] bytes(Map<String, String> contents, String name) {
    String content = contents.get(name);
    return content == null ? null : content.getBytes(StandardCharsets.UTF_8);
  }
}
