package io.costspan.it.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules and dashboards in the forms of Kubernetes are the plain ones. With {@code
 * -Dmanual.write=true} it writes them.
 */
class KubernetesFormsTest {
  private static final Path FOLDER = Build.existing("observability");
  private static final String AGAIN =
      "run ./mvnw -pl integration-tests -am test -Dtest=KubernetesFormsTest -Dmanual.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void prometheusRule_hasAllRules() throws IOException {
    StringBuilder groups = new StringBuilder();
    for (String file : List.of("limits.yml", "recording.yml", "alerts.yml")) {
      String rules = Files.readString(FOLDER.resolve("prometheus").resolve(file));
      groups.append(rules.substring(rules.indexOf("groups:\n") + "groups:\n".length()));
    }
    check(
        "prometheus-rule.yml",
        """
        # Made from observability/prometheus by a test; edit it there, but for your limits.
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata:
          name: costspan
          labels: {app.kubernetes.io/name: costspan}
        spec:
          groups:
        """
            + indented("  ", groups.toString()));
  }

  @Test
  void configMaps_haveAllDashboards() throws IOException {
    StringBuilder maps = new StringBuilder("# Made from observability/grafana by a test.\n");
    for (Dashboard dashboard : Dashboard.all()) {
      maps.append(
          """
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: costspan-dashboard-%1$s
            labels: {grafana_dashboard: "1"}
          data:
            costspan-%1$s.json: |
          """
              .formatted(dashboard.name()));
      maps.append(
          indented(
              "    ",
              Files.readString(
                  FOLDER.resolve("grafana/dashboards/" + dashboard.name() + ".json"))));
    }
    check("dashboards.yml", maps.toString());
  }

  private static String indented(String by, String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? "\n" : by + line + "\n")
        .collect(Collectors.joining());
  }

  private static void check(String file, String made) throws IOException {
    Path path = FOLDER.resolve("kubernetes").resolve(file);
    if (Boolean.getBoolean("manual.write")) {
      Files.writeString(path, made);
    }
    assertThat(path).as(AGAIN).hasContent(made);
  }
}
