package io.costspan.budget;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.health.Log;
import io.costspan.health.ThisHost;
import io.costspan.identity.ServiceIdentity;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells people what budgets have to say. For the agent's own threads. */
final class Teller {
  private static final Duration EXIT_LIMIT = Duration.ofMillis(300);
  private static final String SERVICE = "service.name";

  private final Set<String> said = new HashSet<>();
  private final Webhook webhook = new Webhook();
  private volatile Optional<URI> url = Optional.empty();
  private volatile @Nullable String service;
  private @Nullable Map<String, String> origin;

  /**
   * From now on these options apply.
   *
   * @param warnings about them, each of which is given once
   */
  void obey(Config config, List<String> warnings) {
    url = config.get(Options.BUDGET_WEBHOOK);
    if (url.isPresent()) {
      service = OtelSettings.of(config, warning -> {}).given(OtelSetting.SERVICE_NAME.property);
    }
    warnings.stream().filter(said::add).forEach(Log::warn);
  }

  void say(String line) {
    Log.warn(line);
  }

  /** Of budgets per request only the counter has everything: there are too many requests. */
  void warn(Warning warning) {
    if (Wording.isPerRequest(warning)) {
      if (warning.threshold() == Account.WHOLE) {
        Log.warn(Wording.ofRequests(warning));
      }
      return;
    }
    Log.warn(Wording.warning(warning));
    url.ifPresent(to -> webhook.post(to, AlertText.of(warning, origin())));
  }

  /** What tells this JVM from others. */
  private synchronized Map<String, String> origin() {
    Map<String, String> known = origin;
    if (known == null) {
      known = new TreeMap<>();
      String name = service;
      Object found = name == null ? ServiceIdentity.attributes().get(SERVICE) : name;
      if (found != null) {
        known.put("service_name", found.toString());
      }
      known.put("instance", ThisHost.name() + ":" + ProcessHandle.current().pid());
      origin = known;
    }
    return known;
  }

  void close() {
    webhook.close(EXIT_LIMIT);
  }
}
