package io.costspan.it.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Scratch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics stand in the application's registries. */
class MicrometerIT {
  private static final double ONE_CALL = 0.00472;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void call_registryForPrometheus_showsItsCostFromZero(Jdk jdk) {
    String openAi = STAND_IN.url() + "/openai/v1";
    Finished finished =
        ChildJvm.on(jdk)
            .agent("prometheus.port=9465,endpoints=" + openAi + "=openai")
            .classPath(Build.testClasses(), Build.clientClassPath("micrometer"))
            .run(MicrometerApp.class.getName(), openAi);

    List<String> page = finished.transcript().lines().toList();
    assertThat(sum(page, "first born costspan_cost_total{")).isZero();
    assertThat(sum(page, "first then costspan_cost_total{")).isEqualTo(ONE_CALL, within(1e-9));
    assertThat(sum(page, "first then costspan_calls_total{")).isEqualTo(1);
    assertThat(sum(page, "first then gen_ai_client_operation_cost_sum{"))
        .isEqualTo(ONE_CALL, within(1e-9));
    assertThat(page)
        .noneMatch(line -> line.contains("cost_bucket{"))
        .anyMatch(
            line ->
                line.matches(
                    "first then gen_ai_client_operation_cost[{].*,quantile=\"0.95\",?.*[}] 0[.]004\\d*"))
        .anyMatch(line -> line.startsWith("first then costspan_price_table_age_seconds{"))
        .anyMatch(line -> line.contains("gen_ai_request_model=\"gpt-4o\""));
    assertThat(sum(page, "second born costspan_cost_total{")).isZero();
    assertThat(sum(page, "second then costspan_cost_total{"))
        .as("what the registry that it replaces has not shown")
        .isEqualTo(ONE_CALL, within(1e-9));
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.startsWith("[costspan]"))
        .singleElement()
        .asString()
        .contains("prometheus.port=9465 opens no endpoint", "micrometer", "telemetry=embedded");
  }

  @Test
  void call_beforeTheRegistry_isCountedThereToo() {
    String openAi = STAND_IN.url() + "/openai/v1";
    Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
    List<String> page =
        ChildJvm.onRunningJdk()
            .agent("budget.day=50 USD/day,endpoints=" + openAi + "=openai,ledger=" + ledger)
            .classPath(Build.testClasses(), Build.clientClassPath("micrometer"))
            .run(MicrometerApp.class.getName(), openAi, ledger)
            .transcript()
            .lines()
            .toList();

    assertThat(sum(page, "first born costspan_cost_total{")).isZero();
    assertThat(sum(page, "first then costspan_cost_total{")).isEqualTo(2 * ONE_CALL, within(1e-9));
    assertThat(sum(page, "second then costspan_cost_total{")).isEqualTo(ONE_CALL, within(1e-9));
    assertThat(sum(page, "first then costspan_budget_limit{")).isEqualTo(50);
    assertThat(sum(page, "first then costspan_budget_consumed{"))
        .isEqualTo(2 * ONE_CALL, within(1e-9));
    assertThat(sum(page, "first then costspan_budget_remaining_ratio{"))
        .isEqualTo(1 - 2 * ONE_CALL / 50, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void call_registryIsClosedBeforeItHasPushed_pushesTheAmount(Jdk jdk) {
    String openAi = STAND_IN.url() + "/openai/v1";
    List<String> pushed =
        ChildJvm.on(jdk)
            .agent("endpoints=" + openAi + "=openai")
            .classPath(Build.testClasses(), Build.clientClassPath("micrometer"))
            .run(PushedApp.class.getName(), openAi)
            .transcript()
            .lines()
            .toList();

    assertThat(sum(pushed, "pushed costspan.cost ")).isEqualTo(ONE_CALL, within(1e-9));
    assertThat(sum(pushed, "pushed costspan.calls ")).isEqualTo(1);
  }

  private static double sum(List<String> page, String metric) {
    return page.stream()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
