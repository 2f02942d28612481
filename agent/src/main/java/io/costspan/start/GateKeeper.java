package io.costspan.start;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.State;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.owner.Owners;
import io.costspan.provider.Catalog;
import io.costspan.provider.UnsureCatalog;
import io.costspan.provider.UserCatalog;
import io.costspan.unseen.ConnectionWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the gate for the known hosts, to which files that answer late may add more. */
final class GateKeeper {
  private final UserInput input;
  private final Exchanges exchanges;
  private final ConnectionWatch connections;
  private volatile @Nullable UnsureCatalog unsure;
  private volatile boolean missedCalls;
  private volatile boolean on;
  private boolean opened;
  private boolean shut;

  GateKeeper(UserInput input, Exchanges exchanges, ConnectionWatch connections) {
    this.input = input;
    this.connections = connections;
    this.exchanges = exchanges;
    this.on = input.config().get(Options.ENABLED);
  }

  /** Turns the agent on or off while the application runs; calls under way are not affected. */
  synchronized void turn(boolean on) {
    this.on = on;
    install();
  }

  /** Closes the gate for good. */
  synchronized void shut() {
    shut = true;
    install();
  }

  synchronized boolean isShut() {
    return shut;
  }

  private void install() {
    if (on && opened && !shut) {
      Gate.install(exchanges);
    } else {
      Gate.close();
    }
  }

  /** Opens the gate for the hosts that are known by now, unless the agent is turned off. */
  synchronized Catalog open() {
    boolean whole = input.isWhole();
    Config config = input.config();
    Catalog known =
        UserCatalog.load(
            input.files(),
            config.get(Options.ENDPOINTS),
            config.get(Options.ESTIMATE),
            whole ? Log::warn : refusal -> {});
    UnsureCatalog before = unsure;
    UnsureCatalog after = whole ? null : new UnsureCatalog(known, before);
    exchanges.know(after == null ? known : after);
    exchanges.attribute(Owners.of(config, resource(config)));
    exchanges.overhear(whole && config.get(Options.UNSEEN));
    opened = true;
    install();
    if (config.get(Options.UNSEEN)) {
      connections.know((host, port) -> on && known.isTlsEndpoint(host, port));
    } else {
      connections.turnOff();
    }
    unsure = after;
    if (whole) {
      show(config);
    }
    sayMissed(before == null ? 0 : before.missed(known));
    return known;
  }

  private static Map<String, String> resource(Config config) {
    OtelSettings settings = OtelSettings.of(config, warning -> {});
    return settings.pairs(
        OtelSetting.RESOURCE_ATTRIBUTES, settings.text(OtelSetting.RESOURCE_ATTRIBUTES));
  }

  private void show(Config config) {
    List<String> own = new ArrayList<>();
    config
        .get(Options.ENDPOINTS)
        .forEach(endpoint -> own.add(endpoint.base() + "=" + endpoint.provider()));
    State.show(State.Entry.ENDPOINTS, () -> own.isEmpty() ? "those of the bundled files" : own);
    if (Log.shows(Log.Level.INFO)) {
      own.forEach(endpoint -> Log.info("endpoint " + endpoint));
      UserCatalog.contents(input.files()).forEach(file -> Log.info("read " + file));
    }
  }

  private void sayMissed(long calls) {
    if (calls > 0) {
      missedCalls = true;
      Faults.count("files_late", calls);
      Log.warn("calls missed because the file that names their hosts was read too late: " + calls);
    }
  }

  /** Whether calls are known to have been missed because a file answered too late. */
  boolean hasMissedCalls() {
    return missedCalls;
  }
}
