package io.costspan.telemetry;

import static io.costspan.manual.Manual.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.manual.Manual;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.RequestAttributes;
import io.costspan.usage.Reasons;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryManualTest {
  private static final String HEAD =
      """
      # Telemetry

      Every AI call is reported as one span and a few metric points. An unknown cost is never zero: a call
      without a price has no amount anywhere, and is counted in `costspan.calls` with the reason. The
      currency is an attribute, and amounts in different currencies never share a series. Amounts and
      quantities are exact decimals in the ledger and floating-point numbers here, because OpenTelemetry
      supports nothing else. If your dashboards look for other names, see [profiles.md](profiles.md).

      A metric has fewer than 1,900 series, because SDKs merge everything beyond 2,000 into one. When a
      metric approaches the limit, names in its attributes are replaced step by step: first, models that no
      rate card lists by name become `other`; then different spellings of a listed model become its name on
      the card; then server and response model become `other`, and finally provider and operation. Names
      from outside never take the series of a model that a card lists, and no call ever loses its meter,
      currency, rating or reason.

      %s
      ## Homes

      Telemetry leaves through what the application already has, so that costs are in the same traces, with
      the same resource, and at the same backend as everything else:

      | home | what it is |
      | --- | --- |
      | `otel-agent` | the SDK of the OpenTelemetry Java agent, version 2.0 or newer, in the same JVM. Either agent may be named first. |
      | `application` | the application's own SDK, version 1.10 or newer: the one registered with `GlobalOpenTelemetry`; else the newest that was built with propagators, as Spring Boot and its starters do without registering it. |
      | `micrometer` | the application's registries in Micrometer's global one (version 1.10 or newer), as Spring Boot's Actuator puts them there: for metrics only, so also on `/actuator/prometheus`. With `auto`, only if an SDK that is there has no metrics, or if no `OTEL_EXPORTER_*` or `OTEL_METRICS_EXPORTER` says how to export ours. |
      | `embedded` | an SDK of the agent's own; see [below](#the-embedded-sdk). |

      With `telemetry=auto`, each signal takes the first of these that is there and records it. For example,
      an SDK without a metric reader is a home of spans only. This is decided at the first AI call, and
      again when a better home appears or a home is shut down. Amounts are then shown by the new home only,
      from where the old one stopped. Any other value forces one home: until it is there, a warning says so,
      and calls are only in ledger and receipt. With `log=info`, a line says which home a signal takes.

      In Micrometer, every meter is registered in each registry that is open and not merely kept in memory,
      with the same names and attributes. An attribute that does not apply is an empty label there. A
      registry that replaces a closed one of its kind, as after a restart of Spring's context, begins at 0 and
      shows what the closed one had not shown. A histogram has no buckets there, because Micrometer's round
      every amount up to a whole number: it has count, sum, maximum, and the 50th, 95th and 99th percentile of
      the last hour in this JVM.

      The agent never sets, wraps or configures anybody's SDK. If you want no telemetry of ours in it, use
      `telemetry=embedded`.

      ## Metrics

      """;

  private static final String BOUNDS =
      """

      Bounds of the histogram: %s.

      In Prometheus, dots become underscores, units in braces are dropped, and counters end in `_total`:
      see [the queries](#prometheus).

      A backend computes an increase from the difference of two points, so it would miss the amount with
      which a series begins. For this reason every counter shows a new series at 0 first: a scrape or a
      periodic export that meets a series for the first time gets 0, and the next one the amount. What is
      sent when the JVM ends, or when somebody flushes, is always complete. A histogram cannot be shown at
      0, so take sums and alerts from `costspan.cost` and `costspan.calls`.

      ## Spans

      Each call has one span of kind CLIENT, named `{operation} {model}`, which lasts from the request to the
      last byte of the reply. Attributes that do not apply to a call are absent.

      The span is a child of the span that was current where the application made the call, also if the
      HTTP client continues on another thread. With Vert.x, that is where the application sends the request
      that the client has handed out, often on a thread of Vert.x's. If none was current and the request has
      a `traceparent` header, it is a child of the span named there. If the trace is not sampled, its calls
      are still in the metrics; if it is, exemplars lead from `gen_ai.client.operation.cost` to the span of a
      call.

      The HTTP span of the OpenTelemetry Java agent is in the same trace, whichever agent is named first:

      | client | our span and the HTTP span |
      | --- | --- |
      | OkHttp, Apache HttpClient 4 and 5, `java.net.http`, Jetty | the HTTP span is a child of ours |
      | Apache HttpAsyncClient 4, Apache HttpClient 5 (async), Reactor Netty, the AWS SDK on Netty | both are children of the application's span: when the other agent begins its own, the client has not asked for the request yet |
      | `HttpURLConnection`, Vert.x | ours is a child of the HTTP span: no method of theirs encloses a call from its beginning |

      With `spans=auto`, no span is created inside of a span that describes a call of a model already. The
      attributes of cost, `gen_ai.usage.cost*` and `costspan.*`, are put there instead. Such spans are:

      - those with `gen_ai.operation.name` or `gen_ai.system` from the beginning: of the OpenTelemetry agent
        for openai-java and for Amazon Bedrock, of anthropic-java itself, and of Quarkus;
      - those of observations named `gen_ai.client.operation*` in Micrometer, as Spring AI and LangChain4j
        make them, if Micrometer's bridge to OpenTelemetry makes them spans of the SDK that is the home. For
        streams of Spring AI this needs `spring.reactor.context-propagation=auto`; without it they get spans
        of their own in the same trace.

      If that span has ended before the reply has, or carries another call already, the call gets a span of
      its own all the same: its money is on exactly one span. `spans=current` puts it on whatever span is
      current.

      """;

  private static final String REASONS =
      """

      A job that no call saw finish is settled one day after the last call that showed it, or at exit. It
      counts as one more call in the metrics, with the start of the call that began it, and has no span.

      ## Reasons

      | `costspan.reason` | the call is |
      | --- | --- |
      | `not_billable` | free: the operation is never billed, or its job is still under way |
      | `failed` | free: it failed in a way that the provider does not bill |
      | `not_sent` | free: the request was never sent completely |
      | `no_response` | unrated: the request was sent, but no response arrived; free if the provider file says so |
      | `provisioned` | free: its throughput is paid by the hour, as the reply or a price file of yours says |
      | `cache_hit` | free: answered from a cache of the client or of a gateway |
      | `already_rated` | free: this job or response was rated before |
      | `gateway` | free: the gateway at that address rates the call |
      | `no_usage` | unrated: the call is billable, but the reply reported no usage |
      | `no_usage.METER` | partial: a meter that belongs to the usage is missing in the reply |
      | `aborted` | unrated: the reply was closed or broke off before the usage arrived |
      | `job_unfinished` | unrated: nobody saw the job finish, and its consumption cannot be known before it does |
      | `malformed_usage` | unrated: a count or an amount is unreadable, negative or impossibly large |
      | `malformed_body` | unrated: the reply cannot be parsed |
      | `unsupported_encoding` | unrated: the reply is compressed in a way that the agent cannot decode |
      | `unknown_operation` | unrated: the host is known, but no provider file describes the path |
      | `unknown_model` | unrated: the price table has no card for the model |
      | `unknown_hardware` | unrated: the call is billed by computing time, but the hardware is not known |
      | `prices_unread` | unrated: one of your price files does not answer, and may contain the price |
      | `no_rate.METER` | partial or unrated: the card has no line for a meter |
      | `budget` | blocked: a budget of yours was spent, so nothing was sent |
      | `fault` | unrated: the agent itself failed, which is counted in `costspan.faults` |
      """;

  private static final String REQUESTS =
      """

      The span with which a trace begins in this JVM tells what all AI calls in it have cost, see
      [requests.md](requests.md). These names are not those of calls, so nobody adds both up:

      """;

  private static final String SETTINGS =
      """

      ## The embedded SDK

      The embedded SDK is an OpenTelemetry SDK of the agent's own, isolated from any other in the JVM. It
      sends OTLP over HTTP; with `OTEL_METRICS_EXPORTER=prometheus` it offers an endpoint for Prometheus.

      That endpoint listens on `localhost:9464`; [in a container](#prometheus) it has to listen on all
      interfaces.

      Metrics that have another home are scraped there. `prometheus.port` opens no endpoint then, which a
      warning says; `telemetry=embedded` opens it all the same.

      The resource names the application as the OpenTelemetry agent would: `service.name` and
      `service.version` are taken from `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`, else
      `spring.application.name` (argument, property, environment, `application.properties` or
      `application.yml`), the manifest of the jar (`Implementation-Title`, `Implementation-Version`) or the
      jar's name. `service.instance.id` is a random id for each start, so that replicas do not overwrite
      each other's counters; `host.name`, `process.pid`, `telemetry.distro.name` and
      `telemetry.distro.version` complete it. If an SDK of the application has one of the signals, and only
      the other one is embedded, both have the resource of that SDK.

      Exports by https trust what the JDK trusts (`javax.net.ssl.trustStore`), or the certificates that you
      name, and show a certificate of `javax.net.ssl.keyStore`. What an application sets as the default for
      its own connections does not apply.

      Nobody needs to listen at the default endpoint: the SDK is silent then and does not delay the exit. An
      endpoint that you set, or that has answered before, is expected to accept what is sent. One warning
      says when it begins to fail and why, and one when it recovers. Each export that it did not accept
      counts in `costspan.faults` as `metrics_not_exported` or `spans_not_exported`, each span beyond the
      2,048 that can wait as `spans_dropped`, and all of these are noted on the receipt. No export is
      repeated: spans that were not accepted are lost, while cumulative metrics catch up with the next
      export. An export is abandoned after `OTEL_EXPORTER_OTLP_TIMEOUT` in total, whatever the backend does,
      and at exit after 0.3 s, or 0.15 s if the exit has taken that much time before. Who takes
      more than ten seconds to send a request to the Prometheus endpoint, or to the spend page, or to read
      the response, is disconnected (`scrape_cut`).

      The SDK obeys these standard settings, as system properties or environment variables, and ignores all
      others:

      """;

  @Test
  void page_rendersEveryMetricAttributeAndSetting() {
    Manual.check(
        "telemetry.md",
        HEAD.formatted(Manual.part("telemetry-start.md"))
            + table(
                Manual.row("instrument", "kind, unit", "meaning", "attributes"),
                Manual.row("---", "---", "---", "---"),
                Instruments.ALL.stream().map(TelemetryManualTest::row))
            + BOUNDS.formatted(
                Instruments.COST_BOUNDS.stream()
                    .map(
                        bound ->
                            new BigDecimal(bound.toString()).stripTrailingZeros().toPlainString())
                    .collect(Collectors.joining(", ")))
            + table(
                Manual.row("attribute", "meaning"),
                Manual.row("---", "---"),
                Stream.concat(
                    CallAttributes.OF_SPANS.stream().map(TelemetryManualTest::row),
                    Stream.of(
                        Manual.row(
                            code("costspan.meter"),
                            "On metrics only. " + CallAttributes.METER_MEANING),
                        Manual.row(
                            code(CallAttributes.CLIENT.name()),
                            "On `costspan.unseen` only. " + CallAttributes.CLIENT.meaning()),
                        Manual.row(
                            code(CallAttributes.BUDGET.name()),
                            "On metrics of budgets only. " + CallAttributes.BUDGET.meaning()),
                        Manual.row(
                            code(CallAttributes.THRESHOLD.name()),
                            "On `costspan.budget.warnings` only. "
                                + CallAttributes.THRESHOLD.meaning()),
                        ofInfo(CallAttributes.AGENT_VERSION),
                        ofInfo(CallAttributes.HOME))))
            + REQUESTS
            + table(
                Manual.row("attribute", "meaning"),
                Manual.row("---", "---"),
                RequestAttributes.MEANINGS.entrySet().stream()
                    .map(each -> Manual.row(code(each.getKey()), each.getValue())))
            + REASONS
            + SETTINGS
            + table(
                Manual.row("setting", "default", "meaning"),
                Manual.row("---", "---", "---"),
                Stream.of(OtelSetting.values()).map(TelemetryManualTest::row))
            + "\nThe settings `OTEL_EXPORTER_OTLP_...` also exist for a single signal, for example"
            + "\n`OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`; an endpoint for a single signal is used"
            + " unchanged.\n");
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void page_explainsEveryReason(String reason) {
    assertThat(REASONS).containsPattern("\\| `" + reason + "(\\.METER)?` \\|");
  }

  static List<String> reasons() throws IllegalAccessException {
    List<String> reasons = new ArrayList<>();
    for (Field field : Reasons.class.getFields()) {
      reasons.add((String) field.get(null));
    }
    return reasons;
  }

  private static String table(String head, String rule, Stream<String> rows) {
    return head + rule + rows.collect(Collectors.joining());
  }

  private static String row(Instrument instrument) {
    return Manual.row(
        code(instrument.name()),
        instrument.kind() + ", " + code(instrument.unit()),
        instrument.meaning(),
        instrument.keys().stream().map(Manual::code).collect(Collectors.joining(", ")));
  }

  private static String row(CallAttribute<?> attribute) {
    return Manual.row(
        code(attribute.name()), attribute.meaning() + " (" + attribute.wireType() + ")");
  }

  private static String ofInfo(CallAttribute<?> attribute) {
    return Manual.row(code(attribute.name()), "On `costspan.info` only. " + attribute.meaning());
  }

  private static String row(OtelSetting setting) {
    return Manual.row(
        code(OtelSetting.environmentName(setting.property)),
        code(setting.defaultText),
        setting.meaning);
  }
}
