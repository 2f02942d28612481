package io.costspan.config;

import io.costspan.health.Log;
import io.costspan.provider.EndpointOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every option, declared once. */
public final class Options {
  public static final Option<Boolean> ENABLED =
      Option.of(
          "enabled", "true", Parsers::bool, "Master switch: `false` leaves every call unwatched.");

  public static final Option<Optional<Path>> CONFIG =
      Option.of(
          "config",
          "",
          Parsers::path,
          "A `.properties` file with more of these options, each as `NAME` or `costspan.NAME`.");

  public static final Option<List<EndpointOption>> ENDPOINTS =
      Option.of(
          "endpoints",
          "",
          new ListParser<>(Parsers::endpoint),
          "Extra base URLs and the provider whose API answers there, for gateways, self-hosted"
              + " servers and stand-ins:"
              + " `http://localhost:4000=openai,https://ai.corp/v1=azure.ai.openai`. `auto` tells the"
              + " API by path and reply.");

  public static final Option<List<Path>> PRICES =
      Option.of(
          "prices",
          "",
          new ListParser<>(Path::of),
          "Extra catalog files or directories, comma separated, read before the bundled ones.");

  public static final Option<Duration> PRICES_RELOAD =
      Option.of(
          "prices.reload",
          "30s",
          Parsers::duration,
          "How often to look whether price files among those changed; `0` for never.");

  public static final Option<Boolean> ESTIMATE =
      Option.of(
          "estimate",
          "true",
          Parsers::bool,
          "Estimate tokens from the texts of request and reply where a reply that cost something was"
              + " cut or tells no usage; such amounts are flagged as estimated everywhere. `false`"
              + " leaves those calls unrated.");

  public static final Option<TelemetryMode> TELEMETRY =
      Option.of(
              "telemetry",
              "auto",
              Parsers.oneOf(TelemetryMode.class),
              "Where metrics and spans go: `auto`, `otel-agent` (the OpenTelemetry Java agent's SDK),"
                  + " `application` (the application's SDK), `embedded` (our own SDK, configured by"
                  + " the standard `OTEL_*` settings), `none`.")
          .limitedTo(
              mode -> mode != TelemetryMode.OTEL_AGENT && mode != TelemetryMode.APPLICATION,
              "`otel-agent` and `application` are not supported yet; `auto` means `embedded`.");

  public static final Option<SpansMode> SPANS =
      Option.of(
              "spans",
              "auto",
              Parsers.oneOf(SpansMode.class),
              "`own` makes a span per call, `current` writes on the span that is current at the call,"
                  + " `auto` does the latter if that is a GenAI span already, `none` makes none.")
          .limitedTo(
              mode -> mode != SpansMode.CURRENT,
              "`current` is not supported yet; `auto` means `own`.");

  public static final Option<List<String>> METRICS_PROFILE =
      Option.of(
              "metrics.profile",
              "default",
              new ListParser<>(name -> name),
              "Extra compatible sets of metrics and attributes, comma separated.")
          .limitedTo(List.of("default")::equals, "Only `default` is supported yet.");

  public static final Option<List<String>> OWNER_BAGGAGE =
      Option.of(
              "owner.baggage",
              "",
              new ListParser<>(name -> name),
              "OpenTelemetry baggage keys that say whose money a call is; copied to spans, ledger and"
                  + " metrics as `costspan.owner.KEY`.")
          .limitedTo(List::isEmpty, "Not supported yet.");

  public static final Option<Integer> OWNER_LIMIT =
      Option.of(
              "owner.limit",
              "200",
              Parsers::count,
              "Distinct owner combinations per metric; the rest is counted as `other`.")
          .limitedTo(limit -> limit == 200, "Not supported yet.");

  public static final Option<Optional<Path>> LEDGER =
      Option.of(
          "ledger",
          "",
          Parsers::path,
          "File that receives one JSON line per AI call, appended within 100 ms; `{pid}` and `{host}`"
              + " in its path become the number of the process and the name of the host.");

  public static final Option<Set<PosixFilePermission>> LEDGER_MODE =
      Option.of(
          "ledger.mode",
          "0600",
          Parsers::fileMode,
          "Permissions of a ledger that the agent creates, as an octal number, whatever the umask.");

  public static final Option<Long> LEDGER_LIMIT =
      Option.of(
          "ledger.limit",
          "",
          Parsers::fileSize,
          "Disk that the ledger may take, such as `500MB` (of 1000 KB); a ledger of that size gets no"
              + " more lines until it is rotated.");

  public static final Option<Boolean> RECEIPT =
      Option.of("receipt", "true", Parsers::bool, "Print the receipt on stderr at exit.");

  public static final Option<Log.Level> LOG =
      Option.of(
          "log",
          "warn",
          Parsers.oneOf(Log.Level.class),
          "The agent's own log on stderr: `off`, `error`, `warn`, `info`, `debug`.");

  /** In the order of the manual. */
  public static final List<Option<?>> ALL =
      List.of(
          ENABLED,
          CONFIG,
          ENDPOINTS,
          PRICES,
          PRICES_RELOAD,
          ESTIMATE,
          TELEMETRY,
          SPANS,
          METRICS_PROFILE,
          OWNER_BAGGAGE,
          OWNER_LIMIT,
          LEDGER,
          LEDGER_MODE,
          LEDGER_LIMIT,
          RECEIPT,
          LOG);

  private Options() {}

  static boolean isOne(String name) {
    return ALL.stream().anyMatch(option -> option.name().equals(name));
  }
}
