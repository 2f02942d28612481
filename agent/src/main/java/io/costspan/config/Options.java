package io.costspan.config;

import io.costspan.files.Location;
import io.costspan.health.Log;
import io.costspan.net.Tokens;
import io.costspan.provider.EndpointOption;
import io.costspan.rating.ExchangeRates;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every option, declared once. */
public final class Options {
  public static final Option<Boolean> ENABLED =
      Option.of(
          "enabled", "true", Parsers::bool, "Master switch: with `false` no call is watched.");

  public static final Option<Optional<Path>> CONFIG =
      Option.of(
          "config",
          "",
          Parsers::path,
          "A `.properties` file that sets further options, each as `NAME` or `costspan.NAME`.");

  public static final Option<Optional<Path>> CONTROL_FILE =
      Option.of(
          "control.file",
          "",
          Parsers::path,
          "A `.properties` file that is looked at every two seconds while the application runs. What it"
              + " says about `enabled`, `log`, `receipt` and budgets precedes all other settings; what it"
              + " does not mention, or a file that is not there, changes nothing.");

  public static final Option<List<EndpointOption>> ENDPOINTS =
      Option.of(
          "endpoints",
          "",
          new ListParser<>(Parsers::endpoint),
          "Additional base URLs, each with the provider whose API it serves, for gateways,"
              + " self-hosted servers and stand-ins:"
              + " `http://localhost:4000=openai,https://ai.corp/v1=azure.ai.openai`. With `auto` the"
              + " API is recognised from path and reply. With `gateway`, calls are only counted,"
              + " because the gateway rates them.");

  public static final Option<List<Location>> PRICES =
      Option.of(
              "prices",
              "",
              new ListParser<>(Location::of, Location::shown),
              "Additional price files, provider files or directories of them, and https URLs of price"
                  + " files (or `http://localhost`), separated by commas. They take precedence over the"
                  + " bundled ones, in this order.")
          .shownAs(Location::shown);

  public static final Option<Duration> PRICES_RELOAD =
      Option.of(
          "prices.reload",
          "30s",
          Parsers::duration,
          "How often to check whether these price files have changed; `0` turns the check off.");

  public static final Option<Optional<Path>> PRICES_CACHE =
      Option.of(
          "prices.cache",
          "",
          Parsers::path,
          "Directory in which the last good copy of each URL of `prices` is kept for the next start.");

  public static final Option<List<Tokens.Given>> PRICES_TOKEN =
      Option.of(
              "prices.token",
              "",
              new ListParser<>(Tokens.Given::of, text -> "***"),
              "Bearer token for the host of these URLs, or `@FILE` to read it from a file. With several"
                  + " hosts, each has its own: `https://prices.corp=@/run/secrets/prices`. No other host"
                  + " gets it.")
          .shownAs(text -> "***");

  public static final Option<Optional<Path>> PRICES_CERTIFICATE =
      Option.of(
          "prices.certificate",
          "",
          Parsers::path,
          "Certificates (PEM) that are trusted for these URLs instead of the JDK's trust store, such"
              + " as that of a private CA.");

  public static final Option<Boolean> ESTIMATE =
      Option.of(
          "estimate",
          "true",
          Parsers::bool,
          "Whether to estimate tokens from the text of request and reply when a billable reply was"
              + " cut or reports no usage. Such amounts are flagged as estimated everywhere. With"
              + " `false` these calls are unrated.");

  public static final Option<TelemetryMode> TELEMETRY =
      Option.of(
          "telemetry",
          "auto",
          Parsers.oneOf(TelemetryMode.class),
          "Where metrics and spans are sent: `otel-agent` (the SDK of the OpenTelemetry Java agent),"
              + " `application` (the application's SDK), `micrometer` (its registries, for metrics only),"
              + " `embedded` (the agent's own SDK,"
              + " configured by the standard `OTEL_*` settings), `none`, or `auto`, which takes the"
              + " first of them that is there, for each signal and at any time.");

  public static final Option<SpansMode> SPANS =
      Option.of(
          "spans",
          "auto",
          Parsers.oneOf(SpansMode.class),
          "`own` creates a span for each call, `current` adds the cost to the span that is current at"
              + " the call, `auto` does the latter if that span already is a GenAI span; both create"
              + " one if there is no such span or it carries another call already. `none` creates no"
              + " spans.");

  public static final Option<List<MetricsProfile>> METRICS_PROFILE =
      Option.of(
          "metrics.profile",
          "default",
          new ListParser<>(MetricsProfile::of),
          "For whose dashboards metrics and spans have further names, separated by commas:"
              + " `semconv-1.41`, `semconv-next`, `openlit`, `logfire`, `langfuse`, `openinference`,"
              + " `suse`. See [profiles.md](profiles.md).");

  public static final Option<List<OwnerSource>> OWNER_BAGGAGE =
      Option.of(
          "owner.baggage",
          "",
          new ListParser<>(OwnerSource::of),
          "OpenTelemetry baggage keys that name the owner of a call's cost, which stands as"
              + " `costspan.owner.KEY` on span and metrics and in the ledger. `NAME:KEY` gives it"
              + " another name. See [owners.md](owners.md).");

  public static final Option<List<OwnerSource>> OWNER_HEADER =
      Option.of(
          "owner.header",
          "",
          new ListParser<>(OwnerSource::ofHeader),
          "Headers of the request that name the owner, such as `team:x-team`. Headers that hold"
              + " credentials are refused.");

  public static final Option<Boolean> OWNER_KEY =
      Option.of(
          "owner.key",
          "false",
          Parsers::bool,
          "Whether the API key of the request is an owner, `costspan.owner.key`: the first 12 hex"
              + " digits of its SHA-256, or its name in `owner.keys`.");

  public static final Option<Optional<Path>> OWNER_KEYS =
      Option.of(
          "owner.keys",
          "",
          Parsers::atPath,
          "A `.properties` file with names for API keys, `@keys.properties`: the 12 hex digits of each"
              + " key, and its name.");

  public static final Option<List<OwnerSource>> OWNER_RESOURCE =
      Option.of(
          "owner.resource",
          "",
          new ListParser<>(OwnerSource::of),
          "Attributes in `OTEL_RESOURCE_ATTRIBUTES` that name the owner of all calls of the JVM.");

  public static final Option<List<OwnerSource>> OWNER_MDC =
      Option.of(
          "owner.mdc",
          "",
          new ListParser<>(OwnerSource::of),
          "Keys in the logging context (MDC of SLF4J, ThreadContext of Log4j) of the thread that makes"
              + " the call which name the owner.");

  public static final Option<UserMode> OWNER_USER =
      Option.of(
          "owner.user",
          "off",
          Parsers.oneOf(UserMode.class),
          "With `hash`, the user whom a request names (`user`, `safety_identifier`,"
              + " `metadata.user_id`) is an owner, `costspan.owner.user`: the first 12 hex digits of"
              + " the id's SHA-256. The id itself is shown nowhere.");

  public static final Option<Integer> OWNER_LIMIT =
      Option.of(
          "owner.limit",
          "200",
          Parsers::count,
          "Maximum number of distinct combinations of owners (and callers, with `caller=metrics`) on"
              + " metrics; the rest is counted as `other`.");

  public static final Option<CallerMode> CALLER =
      Option.of(
          "caller",
          "span",
          Parsers.oneOf(CallerMode.class),
          "Where the application's method stands that made the call, `costspan.caller`: `span` (on the"
              + " span and in the ledger), `metrics` (there too) or `off`.");

  /** Of any budget; {@link Config#budgets} has those that are set. */
  static final Option<Optional<BudgetLimit>> BUDGET =
      Option.of(
          "budget.NAME",
          "",
          BudgetLimit::of,
          "A budget of that name, which consists of lower-case letters, digits and dashes (`_` in the"
              + " environment): `50 USD/day`, also per `hour`, `month` (UTC) and `request`, or for the"
              + " time before now, `50 USD/24h`. See [budgets.md](budgets.md).");

  static final Option<BudgetSplit> BUDGET_BY =
      Option.of(
          "budget.NAME.by",
          "",
          BudgetSplit::of,
          "What each value of has that budget of its own: `owner.KEY`, `model`, `provider` or `caller`.");

  static final Option<BudgetAction> BUDGET_ACTION =
      Option.of(
          "budget.NAME.action",
          "warn",
          Parsers.oneOf(BudgetAction.class),
          "`warn` only tells; with `block`, calls fail with an `IOException` once it is spent, before"
              + " anything is sent.");

  static final Option<BudgetUnrated> BUDGET_UNRATED =
      Option.of(
          "budget.NAME.unrated",
          "ignore",
          Parsers.oneOf(BudgetUnrated.class),
          "`ignore` leaves out calls whose cost is not known; with `block` and `action=block`, the"
              + " budget counts as spent after one of them.");

  public static final Option<Optional<URI>> BUDGET_WEBHOOK =
      Option.of(
              "budget.webhook",
              "",
              Parsers::httpUrl,
              "URL to which each warning of a budget is posted, as an array of Alertmanager's alerts:"
                  + " `http://alertmanager:9093/api/v2/alerts`.")
          .shownAs(Location::shown);

  public static final Option<Optional<Path>> BUDGET_STATE =
      Option.of(
          "budget.state",
          "",
          Parsers::path,
          "File that keeps what budgets have counted for the next start of this JVM, and only of this"
              + " one.");

  public static final Option<ExchangeRates> RATES =
      Option.of(
          "rates",
          "",
          ExchangeRates::of,
          "What currencies and contract units are worth, for budgets and totals only:"
              + " `EUR:USD=1.08,x:copilot_credit:USD=0.01`.");

  public static final Option<Boolean> UNSEEN =
      Option.of(
          "unseen",
          "true",
          Parsers::bool,
          "Whether to say which AI hosts this JVM talks to without a call being seen: connections of"
              + " clients that are not watched, and calls to unknown hosts at the paths of known APIs."
              + " See [unseen.md](unseen.md).");

  public static final Option<Optional<Integer>> PROMETHEUS_PORT =
      Option.of(
          "prometheus.port",
          "",
          Parsers::port,
          "Opens an endpoint of the embedded SDK for Prometheus on that port, whatever"
              + " `OTEL_METRICS_EXPORTER` and `OTEL_EXPORTER_PROMETHEUS_PORT` say.");

  public static final Option<Optional<String>> PROMETHEUS_HOST =
      Option.of(
          "prometheus.host",
          "",
          Parsers::text,
          "Address on which that endpoint listens, before `OTEL_EXPORTER_PROMETHEUS_HOST` and its"
              + " default `localhost`. In a container: `0.0.0.0`.");

  public static final Option<Optional<Integer>> PAGE_PORT =
      Option.of(
          "page.port",
          "",
          Parsers::port,
          "Port of the spend page, which shows in a browser what was spent so far; without a port"
              + " there is none. See [page.md](page.md).");

  public static final Option<String> PAGE_HOST =
      Option.of(
          "page.host",
          "localhost",
          text -> text,
          "Address on which that page listens. Any but this machine's own `localhost` needs"
              + " `page.token`.");

  public static final Option<Optional<String>> PAGE_TOKEN =
      Option.of(
              "page.token",
              "",
              Parsers::text,
              "What whoever wants to read the page must know, or `@FILE` to read it from a file: the"
                  + " password in a browser, a bearer token for programs.")
          .shownAs(text -> "***");

  public static final Option<Optional<Path>> LEDGER =
      Option.of(
          "ledger",
          "",
          Parsers::path,
          "File to which one JSON line per AI call is appended, within 100 ms. `{pid}` and `{host}` in"
              + " its path are replaced by the process id and the host name.");

  public static final Option<Set<PosixFilePermission>> LEDGER_MODE =
      Option.of(
          "ledger.mode",
          "0600",
          Parsers::fileMode,
          "Permissions of a ledger that the agent creates, as an octal number, regardless of the umask.");

  public static final Option<Long> LEDGER_LIMIT =
      Option.of(
          "ledger.limit",
          "",
          Parsers::fileSize,
          "Disk space that the ledger may take, such as `500MB` (1 MB is 1000 KB). Once it has that"
              + " size, no more lines are written until it is rotated.");

  public static final Option<Boolean> RECEIPT =
      Option.of(
          "receipt", "true", Parsers::bool, "Whether to print the receipt on stderr at exit.");

  public static final Option<Log.Level> LOG =
      Option.of(
          "log",
          "warn",
          Parsers.oneOf(Log.Level.class),
          "Level of the agent's own log on stderr: `off`, `error`, `warn`, `info` (also what is loaded"
              + " and in force) or `debug` (also each fault of the agent with its place in the code).");

  /** In the order of the manual. */
  public static final List<Option<?>> ALL =
      List.of(
          ENABLED,
          CONFIG,
          CONTROL_FILE,
          ENDPOINTS,
          PRICES,
          PRICES_RELOAD,
          PRICES_CACHE,
          PRICES_TOKEN,
          PRICES_CERTIFICATE,
          ESTIMATE,
          TELEMETRY,
          SPANS,
          METRICS_PROFILE,
          OWNER_BAGGAGE,
          OWNER_HEADER,
          OWNER_KEY,
          OWNER_KEYS,
          OWNER_RESOURCE,
          OWNER_MDC,
          OWNER_USER,
          OWNER_LIMIT,
          CALLER,
          BUDGET,
          BUDGET_BY,
          BUDGET_ACTION,
          BUDGET_UNRATED,
          BUDGET_WEBHOOK,
          BUDGET_STATE,
          RATES,
          UNSEEN,
          PROMETHEUS_PORT,
          PROMETHEUS_HOST,
          PAGE_PORT,
          PAGE_HOST,
          PAGE_TOKEN,
          LEDGER,
          LEDGER_MODE,
          LEDGER_LIMIT,
          RECEIPT,
          LOG);

  /** Those that have a name for each budget. */
  private static final List<Option<?>> OF_BUDGETS =
      List.of(BUDGET, BUDGET_BY, BUDGET_ACTION, BUDGET_UNRATED);

  /** Those that a control file can change while the application runs. */
  static final List<Option<?>> LIVE = List.of(ENABLED, LOG, RECEIPT, BUDGET_WEBHOOK);

  private Options() {}

  /** Whether a control file may contain that name. */
  static boolean isLive(String name) {
    return BudgetNames.isOne(name) || LIVE.stream().anyMatch(live -> live.name().equals(name));
  }

  static boolean isOne(String name) {
    return named(name) != null || BudgetNames.isOne(name);
  }

  /** The option with that name, null if there is none; those of budgets have others. */
  static @Nullable Option<?> named(String name) {
    return ALL.stream()
        .filter(option -> option.name().equals(name) && !OF_BUDGETS.contains(option))
        .findFirst()
        .orElse(null);
  }

  /** The option with that name of a budget. */
  static Option<?> ofBudget(String name) {
    String inManual = BudgetNames.inManual(name);
    return OF_BUDGETS.stream()
        .filter(option -> option.name().equals(inManual))
        .findFirst()
        .orElseThrow()
        .named(name);
  }
}
