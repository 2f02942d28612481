package io.costspan.it.pages;

import static io.costspan.it.pages.Attaching.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import io.costspan.it.frameworks.WebApplication;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/attach.md} says of Kubernetes, without a cluster: manifests are read strictly,
 * and their commands, volumes and variables take effect in folders.
 */
class KubernetesPageIT {
  private static final String COLLECTOR = "http://collector.telemetry:4318";
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  /** Those of its {@code v1alpha1} that the page uses. */
  private static final List<String> OPERATORS_FIELDS =
      List.of(
          "apiVersion",
          "kind",
          "metadata.name",
          "spec.exporter.endpoint",
          "spec.java.image",
          "spec.java.env.name",
          "spec.java.env.value",
          "spec.java.extensions.image",
          "spec.java.extensions.dir");

  @AutoClose private final Attaching attaching = new Attaching();
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Root container = new Root();
  private Root agentImage;
  private PodSpec pod;

  @BeforeEach
  void makeImages() throws Exception {
    Path context = Scratch.folder("context");
    Files.copy(Build.agentJar(), context.resolve("costspan-agent.jar"));
    agentImage = new Dockerfile(PAGE.text("kubernetes-image"), context).root();
    container.put(Attaching.APP, attaching.app());
    pod =
        KubernetesYaml.read(PAGE.text("kubernetes"), Deployment.class)
            .getSpec()
            .getTemplate()
            .getSpec();
  }

  @Test
  @Shown({"kubernetes", "kubernetes-image"})
  void initContainer_bringsTheAgentToTheApplication() throws Exception {
    Map<String, Path> volumes = new HashMap<>();
    pod.getVolumes().forEach(volume -> volumes.put(volume.getName(), Scratch.folder("volume")));
    Container init = pod.getInitContainers().get(0);
    mount(init, agentImage, volumes);
    agentImage.run(String.join(" ", init.getCommand()));
    Container app = pod.getContainers().get(0);
    mount(app, container, volumes);
    Map<String, String> environment = new HashMap<>();
    app.getEnv().forEach(variable -> environment.put(variable.getName(), variable.getValue()));
    call(environment);

    assertThat(collector.resource()).containsEntry("service.name", "shop");
  }

  /** An operator may refuse containers that run as root. */
  @Test
  void dockerfileOfTheRepository_makesTheSameImage() throws Exception {
    Path repository = Build.existing("Dockerfile").getParent();
    Dockerfile image =
        new Dockerfile(Files.readString(repository.resolve("Dockerfile")), repository);
    image.root().run("cp /javaagent.jar /copy.jar");

    assertThat(image.root().path("/copy.jar")).hasSameBinaryContentAs(Build.agentJar());
    assertThat(image.root().path("/costspan/costspan-agent.jar")).exists();
    assertThat(image.user()).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(repository.resolve(".dockerignore"))
        .content()
        .contains("!agent/target/costspan-agent.jar");
  }

  private static void mount(Container container, Root root, Map<String, Path> volumes)
      throws IOException {
    for (VolumeMount mount : container.getVolumeMounts()) {
      root.put(mount.getMountPath(), volumes.get(mount.getName()));
    }
  }

  @Test
  @Shown({"operator", "operator-annotation"})
  void operator_bringsBothAgents() throws Exception {
    JsonNode instrumentation = KubernetesYaml.tree(PAGE.text("operator"));
    assertThat(annotations("operator-annotation"))
        .containsValue(instrumentation.at("/metadata/name").asText());
    agentImage.put("/opentelemetry.jar", Build.openTelemetryAgentJar());
    call(injected(instrumentation, "/opentelemetry.jar"));

    assertThat(collector.resource())
        .containsEntry("telemetry.distro.name", "opentelemetry-java-instrumentation");
    assertThat(collector.spans()).hasSize(2).extracting(Span::scope).contains("io.costspan");
  }

  @Test
  @Shown("operator-alone")
  void operator_imageOfOursOnly_bringsOurAgent() throws Exception {
    call(injected(KubernetesYaml.tree(PAGE.text("operator-alone")), "/javaagent.jar"));

    assertThat(collector.resource()).containsEntry("telemetry.distro.name", "costspan");
  }

  private static Map<String, String> annotations(String snippet) throws IOException {
    return KubernetesYaml.read(PAGE.text(snippet), Deployment.class)
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations();
  }

  /**
   * Does what {@code internal/instrumentation/javaagent.go} of the operator does, and returns the
   * variables of the container.
   *
   * @param agent what stands for {@code /javaagent.jar} of the image that is named, or of the
   *     operator's own
   */
  private Map<String, String> injected(JsonNode instrumentation, String agent) throws Exception {
    assertThat(KubernetesYaml.paths(instrumentation)).isSubsetOf(OPERATORS_FIELDS);
    String mount = "/otel-auto-instrumentation-java-" + pod.getContainers().get(0).getName();
    Path volume = Scratch.folder("volume");
    container.put(mount, volume);
    agentImage.put("/otel-auto-instrumentation-java", volume);
    agentImage.run("cp " + agent + " /otel-auto-instrumentation-java/javaagent.jar");
    String flags = " -javaagent:" + mount + "/javaagent.jar";
    for (JsonNode extension : instrumentation.at("/spec/java/extensions")) {
      String from = extension.path("dir").asText() + "/.";
      agentImage.run("cp -r " + from + " /otel-auto-instrumentation-java/extensions");
      flags += " -Dotel.javaagent.extensions=" + mount + "/extensions";
    }
    Map<String, String> environment = new HashMap<>();
    environment.put(OPTIONS, "");
    for (JsonNode variable : instrumentation.at("/spec/java/env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    environment.merge(OPTIONS, flags, String::concat);
    environment.put(
        "OTEL_EXPORTER_OTLP_ENDPOINT", instrumentation.at("/spec/exporter/endpoint").asText());
    return environment;
  }

  /** Runs the application in its container, with those variables. */
  private void call(Map<String, String> environment) {
    ChildJvm child =
        attaching
            .child()
            .env("OTEL_BSP_SCHEDULE_DELAY", 100)
            .env("OTEL_METRIC_EXPORT_INTERVAL", 500);
    environment.replaceAll((name, value) -> container.in(value));
    assertThat(environment.replace("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))
        .isEqualTo(COLLECTOR);
    environment.forEach(child::env);
    attaching.call(child, container.in("java -jar " + Attaching.APP), this::awaitTelemetry);

    attaching.assertRated();
  }

  /** What is sent at the end has little time. */
  private void awaitTelemetry() {
    WebApplication.await(
        "exported",
        () -> collector.points("costspan.cost") + " " + collector.spans(),
        sent -> sent.contains("costspan.meter") && sent.contains("gen_ai.usage.cost.amount"));
  }
}
