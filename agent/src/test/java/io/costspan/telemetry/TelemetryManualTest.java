package io.costspan.telemetry;

import static io.costspan.manual.Manual.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.manual.Manual;
import io.costspan.usage.Reasons;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryManualTest {
  private static final String HEAD =
      """
      # Telemetry

      Every AI call becomes one span and a few metric points. Unknown is never zero: a call without a price has no
      amount anywhere, and its reason in `costspan.calls`. Currency is an attribute; amounts in two currencies never share
      a series. Amounts and quantities are exact decimals in the ledger and binary fractions here, because OpenTelemetry
      knows no others.

      A metric has fewer than 1,900 series, because SDKs add up in one what goes beyond 2,000. When it gets tight, calls
      lose names: models that no price card lists by name become `other` first, spellings of one that is listed become its
      name on the card, then server and answering model become `other`, then provider and operation. Names from outside
      never take the series of a model that a card lists, and no call ever loses meter, currency, rating or reason.

      ## Metrics

      """;

  private static final String BOUNDS =
      """

      Bounds of the histogram: %s.

      In Prometheus dots become underscores, units in braces vanish and counters end in `_total`:
      `sum by (gen_ai_request_model, gen_ai_usage_cost_currency) (increase(costspan_cost_total[1d]))`.

      ## Spans

      One span of kind CLIENT per call, named `{operation} {model}`, from the request to the last byte of the reply;
      without a parent in the embedded SDK. Attributes that a call does not have are absent.

      """;

  private static final String REASONS =
      """

      A job that no call saw finish is settled a day after its last news, or at exit: it is one more call in the metrics, with
      the start of the call that began it, and has no span.

      ## Reasons

      | `costspan.reason` | the call is |
      | --- | --- |
      | `not_billable` | free: the operation is never billed, or its job is still under way |
      | `failed` | free: it failed in a way that the provider does not bill |
      | `not_sent` | free: the request never left as a whole |
      | `no_response` | unrated: the request was sent, but no response arrived; free if the provider's file says so |
      | `cache_hit` | free: answered from a cache of the client or of a gateway |
      | `already_rated` | free: this job or response was rated before |
      | `no_usage` | unrated: billable, but the reply told no usage |
      | `no_usage.METER` | partial: a meter that belongs to the usage is missing in the reply |
      | `aborted` | unrated: the reply was closed or broke before the usage came |
      | `job_unfinished` | unrated: nobody saw the job finish, and what it consumed cannot be told before |
      | `malformed_usage` | unrated: a count or an amount is unreadable, negative or more than can be |
      | `malformed_body` | unrated: the reply is no text that we understand |
      | `unsupported_encoding` | unrated: the reply is compressed in a way that we cannot undo |
      | `unknown_operation` | unrated: a path of a known host that no provider file describes |
      | `unknown_model` | unrated: the price table has no card for the model |
      | `unknown_hardware` | unrated: compute time on hardware that nobody named |
      | `prices_unread` | unrated: a price file of yours does not answer, and may hold the price |
      | `no_rate.METER` | partial or unrated: the card has no line for a meter |
      | `fault` | unrated: our own failure, counted in `costspan.faults` |
      """;

  private static final String SETTINGS =
      """

      ## The embedded SDK

      Our own OpenTelemetry SDK, apart from any other in the JVM. It sends OTLP over HTTP, and offers a Prometheus
      endpoint with `OTEL_METRICS_EXPORTER=prometheus`. At the default endpoint nobody needs to listen: it is silent then
      and does not delay the exit. An endpoint that you set, or that has answered before, is expected to take what is sent:
      one warning says when it begins to fail and why, one when it recovers; each export that it did not take counts in
      `costspan.faults` as `metrics_not_exported` or `spans_not_exported`, each span beyond the 2,048 that can wait as
      `spans_dropped`, and all of that stands on the receipt. No export is repeated:
      spans that were not taken are lost, while cumulative metrics catch up with the next export. An export ends after
      `OTEL_EXPORTER_OTLP_TIMEOUT` in all, whatever the backend does, and at exit after 0.4 s. A scraper of the Prometheus
      endpoint that needs more than ten seconds to ask or to read is cut off (`scrape_cut`). The SDK obeys these standard
      settings, as system property or environment variable, and ignores all others:

      """;

  @Test
  void page_rendersEveryMetricAttributeAndSetting() {
    Manual.check(
        "telemetry.md",
        HEAD
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
                            "On metrics only. " + CallAttributes.METER_MEANING))))
            + REASONS
            + SETTINGS
            + table(
                Manual.row("setting", "default", "meaning"),
                Manual.row("---", "---", "---"),
                Stream.of(OtelSetting.values()).map(TelemetryManualTest::row))
            + "\nThose of `OTEL_EXPORTER_OTLP_...` exist for one signal too, such as"
            + " `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`;\nan endpoint for one signal is taken as it is.\n");
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
    Stream<String> names = instrument.attributes().stream().map(CallAttribute::name);
    Stream<String> meter =
        instrument.perMeter() ? Stream.of(CallAttributes.METER.getKey()) : Stream.empty();
    return Manual.row(
        code(instrument.name()),
        instrument.kind() + ", " + code(instrument.unit()),
        instrument.meaning(),
        Stream.concat(names, meter).map(Manual::code).collect(Collectors.joining(", ")));
  }

  private static String row(CallAttribute<?> attribute) {
    String type = attribute.key().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Manual.row(code(attribute.name()), attribute.meaning() + " (" + type + ")");
  }

  private static String row(OtelSetting setting) {
    return Manual.row(
        code(OtelSetting.environmentName(setting.property)),
        code(setting.defaultText),
        setting.meaning);
  }
}
