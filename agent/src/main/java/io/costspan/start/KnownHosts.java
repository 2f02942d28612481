package io.costspan.start;

import io.costspan.config.Config;
import io.costspan.config.OptionFile;
import io.costspan.config.Options;
import io.costspan.files.Deadline;
import io.costspan.health.Log;
import io.costspan.provider.Catalog;
import io.costspan.provider.UserCatalog;
import io.costspan.unseen.ConnectionWatch.HostCheck;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which hosts are AI hosts in a JVM that speaks TLS through clients that are not watched:
 * so little that it need not start the engine, unless files may name more hosts.
 */
final class KnownHosts implements Supplier<@Nullable HostCheck> {
  private static final long FILE_MILLIS = 500;

  private final @Nullable String args;
  private final EngineStart engine;

  KnownHosts(@Nullable String args, EngineStart engine) {
    this.args = args;
    this.engine = engine;
  }

  /** Null if nobody wants to know. */
  @Override
  public @Nullable HostCheck get() {
    Config config = Config.load(args, new OptionFile(), Deadline.in(FILE_MILLIS));
    Log.setLevel(config.get(Options.LOG));
    if (!config.get(Options.ENABLED) || !config.get(Options.UNSEEN)) {
      return null;
    }
    if (!config.isWhole() || !config.get(Options.PRICES).isEmpty()) {
      engine.begin();
    }
    Catalog catalog =
        UserCatalog.load(List.of(), config.get(Options.ENDPOINTS), false, refusal -> {});
    return catalog::isTlsEndpoint;
  }
}
