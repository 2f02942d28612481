package io.costspan.profile;

import static io.costspan.manual.Manual.code;
import static io.costspan.manual.Manual.row;

import io.costspan.config.MetricsProfile;
import io.costspan.manual.Manual;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesManualTest {
  private static final String HEAD =
      """
      # Profiles

      Metrics and spans have the names that [telemetry.md](telemetry.md) lists. Some backends and their
      dashboards look for others. The option `metrics.profile` adds these:

      ```
      java -javaagent:costspan-agent.jar=metrics.profile=openlit -jar app.jar
      ```

      | `metrics.profile` | for |
      | --- | --- |
      | [`semconv-1.41`](#semconv-141) | dashboards of OpenTelemetry's conventions for generative AI, as libraries follow them today |
      | [`semconv-next`](#semconv-next) | the same with the names that the conventions have now, and the cost in parts |
      | [`openlit`](#openlit) | OpenLIT, and the dashboards for AI in Grafana Cloud |
      | [`logfire`](#logfire) | Pydantic Logfire |
      | [`langfuse`](#langfuse) | Langfuse |
      | [`openinference`](#openinference) | Arize, Phoenix and others that read OpenInference's spans |
      | [`suse`](#suse) | SUSE Observability with its extension for AI |

      Profiles work in every [home](telemetry.md#homes); those that only concern spans have no effect in
      Micrometer.

      - **Several profiles**, separated by commas, add up. A metric that several of them ask for exists once,
        with the attributes of all. Where one backend misreads an attribute, the attribute is left out.
      - **Our own metrics stay as they are**: no profile changes `costspan.*`. A profile shows the same money
        under another name, so take sums from one metric only.
      - **Dollars are dollars.** Names and units that stand for US dollars appear only for calls in that
        currency. The others are in `costspan.cost` and in `gen_ai.usage.cost.amount`, with their currency.
      - **Nothing is measured twice.** `gen_ai.client.token.usage` and `gen_ai.client.operation.duration` are
        left to whoever emits them already. The agent recognises OpenTelemetry's instrumentation of an AI
        library at work around a call, sampled or not, and in Micrometer the meters of Spring AI, LangChain4j
        and Quarkus. Calls that those do not see are measured by the agent.
      - **Histograms begin with their first call**, which Prometheus' `increase()` does not count. For sums
        and alerts, `costspan.cost` is the better source.

      In Prometheus, dots become underscores, units in braces are dropped and others appended: the column
      shows what to query. Bounds of the histograms of costs: %s; of tokens: %s; of seconds: %s.
      """;

  private static String about(MetricsProfile profile) {
    return switch (profile) {
      case SEMCONV_1_41 ->
          """
          OpenTelemetry's Java agent and many libraries emit these metrics of its semantic conventions,
          version 1.41. Input tokens include cached ones.
          """;
      case SEMCONV_NEXT ->
          """
          The conventions have moved to semantic-conventions-genai, where the metrics of inference have other
          names (changes 374, 440 and 521), and where issue 484 proposes attributes for the parts of a cost.
          All of this may still change, and this profile with it.

          Tokens are counted for every operation that uses some. Their modality is `unknown` unless the
          provider breaks them down; then what is left over is `text`. Inference (`chat`, `text_completion`,
          `generate_content`) that failed or reported no usage is recorded with 0 tokens, as the conventions
          want it. The parts of a cost have the currency of `gen_ai.usage.cost.currency` and add up: input is
          without what was cached, output without reasoning. They are absent if the provider stated an amount
          that ours do not add up to.
          """;
      case OPENLIT ->
          """
          The dashboards that OpenLIT publishes, such as those in Grafana Cloud, query these metrics of series
          with `telemetry_sdk_name="openlit"`. OpenLIT itself reads `gen_ai.usage.cost` of spans, which is
          there without a profile. Panels about the time to the first token stay empty. Where the profile is
          not the only source of `gen_ai.client.token.usage`, the other one has no such attribute and is not
          in these dashboards.
          """;
      case LOGFIRE ->
          """
          Logfire shows `operation.cost` as the cost of a call, and has dashboards of the metric of the same
          name and of `gen_ai.client.token.usage`, as Pydantic AI emits them.

          ```
          OTEL_EXPORTER_OTLP_ENDPOINT=https://logfire-api.pydantic.dev OTEL_EXPORTER_OTLP_HEADERS=Authorization=TOKEN
          ```
          """;
      case LANGFUSE ->
          """
          Langfuse takes the cost, in its parts, from `langfuse.observation.cost_details`, and prices only
          spans without one itself: by its own list if the currency is not US dollars. It takes every number
          below `gen_ai.usage` for a quantity, so `gen_ai.usage.cost.amount` is left out, as is whatever else
          it would misread. Langfuse reads no metrics.

          ```
          OTEL_EXPORTER_OTLP_ENDPOINT=https://cloud.langfuse.com/api/public/otel OTEL_METRICS_EXPORTER=none
          ```
          """;
      case OPENINFERENCE ->
          """
          Arize and Phoenix show spans with OpenInference's attributes. Phoenix computes costs from the token
          counts, by its own list, and shows `llm.cost.*` as attributes. A span of another instrumentation
          gets the costs only.
          """;
      case SUSE ->
          """
          SUSE Observability's extension for AI queries these metrics. The cost has the unit `USD` there, so
          with this profile `gen_ai.client.operation.cost` has that unit in place of `{cost}`, and has only
          calls in US dollars. Some versions of the extension recognise an application by
          `gen_ai.total.requests`.
          """;
      case DEFAULT -> "";
    };
  }

  @Test
  void page_rendersEveryProfile() {
    String head =
        HEAD.formatted(
            bounds(Instruments.COST_BOUNDS), bounds(histogram("{token}")), bounds(histogram("s")));
    Manual.check(
        "profiles.md",
        head
            + Stream.of(MetricsProfile.values())
                .filter(profile -> profile != MetricsProfile.DEFAULT)
                .map(ProfilesManualTest::section)
                .collect(Collectors.joining()));
  }

  private static List<Double> histogram(String unit) {
    return Profiles.of(MetricsProfile.SEMCONV_1_41).metrics().stream()
        .filter(metric -> metric.instrument().unit().equals(unit))
        .findFirst()
        .orElseThrow()
        .bounds();
  }

  private static String bounds(List<Double> bounds) {
    return bounds.stream()
        .map(bound -> new BigDecimal(bound.toString()).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", "));
  }

  private static String section(MetricsProfile name) {
    Profile profile = Profiles.of(name);
    String line =
        "```\n-javaagent:costspan-agent.jar=metrics.profile=%s\n```\n\n".formatted(name.wireName());
    return "\n## "
        + name.wireName()
        + "\n\n"
        + line
        + about(name)
        + metrics(profile)
        + spans(profile);
  }

  private static String metrics(Profile profile) {
    return profile.metrics().isEmpty()
        ? ""
        : "\n"
            + row("instrument", "kind, unit", "in Prometheus", "attributes")
            + row("---", "---", "---", "---")
            + profile.metrics().stream()
                .map(ProfileMetric::instrument)
                .map(ProfilesManualTest::line)
                .collect(Collectors.joining());
  }

  private static String line(Instrument metric) {
    return row(
        code(metric.name()),
        metric.kind() + ", " + code(metric.unit()),
        code(inPrometheus(metric)),
        metric.keys().stream().map(Manual::code).collect(Collectors.joining(", ")));
  }

  private static String inPrometheus(Instrument metric) {
    String unit = metric.unit().equals("s") ? "seconds" : metric.unit();
    return metric.name().replace('.', '_')
        + (unit.startsWith("{") ? "" : "_" + unit)
        + (metric.kind().equals("counter") ? "_total" : "_sum");
  }

  private static String spans(Profile profile) {
    return profile.onSpans().isEmpty()
        ? ""
        : "\n"
            + row("attribute of spans", "meaning")
            + row("---", "---")
            + profile.onSpans().stream()
                .map(
                    attribute ->
                        row(
                            code(attribute.name()),
                            attribute.meaning() + " (" + attribute.wireType() + ")"))
                .collect(Collectors.joining());
  }
}
