package io.costspan.start;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.provider.Catalog;
import io.costspan.provider.UnsureCatalog;
import io.costspan.provider.UserCatalog;
import io.costspan.unseen.ConnectionWatch;
import org.jspecify.annotations.Nullable;

/** Opens the gate for the known hosts, to which files that answer late may add more. */
final class GateKeeper {
  private final UserInput input;
  private final Exchanges exchanges;
  private final ConnectionWatch connections;
  private volatile @Nullable UnsureCatalog unsure;
  private volatile boolean missedCalls;

  GateKeeper(UserInput input, Exchanges exchanges, ConnectionWatch connections) {
    this.input = input;
    this.connections = connections;
    this.exchanges = exchanges;
  }

  /** Opens the gate for the hosts that are known by now. */
  Catalog open() {
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
    exchanges.overhear(whole && config.get(Options.UNSEEN));
    Gate.install(exchanges);
    if (config.get(Options.UNSEEN)) {
      connections.know(known::isTlsEndpoint);
    } else {
      connections.turnOff();
    }
    unsure = after;
    sayMissed(before == null ? 0 : before.missed(known));
    return known;
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
