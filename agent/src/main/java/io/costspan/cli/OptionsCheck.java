package io.costspan.cli;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.Location;
import io.costspan.json.CatalogFile;
import io.costspan.json.CatalogFiles;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a JVM with certain options would complain of, without starting one. */
final class OptionsCheck {
  private final Checkup checkup;

  OptionsCheck(Checkup checkup) {
    this.checkup = checkup;
  }

  /**
   * @param arguments those of the agent; null for the options of the environment alone
   */
  void check(@Nullable String arguments) {
    Config config = Config.load(arguments);
    config.warnings().forEach(warning -> checkup.mend("options", warning));
    if (config.warnings().isEmpty()) {
      checkup.fine("options", "all are known and valid");
    }
    if (!config.get(Options.ENABLED)) {
      checkup.mend("options", "enabled=false turns the agent off");
    }
    List<CatalogFile> files = CatalogFiles.read(paths(config));
    UserCatalog.load(
        files,
        config.get(Options.ENDPOINTS),
        config.get(Options.ESTIMATE),
        refusal -> checkup.mend("endpoints", refusal));
    config
        .get(Options.ENDPOINTS)
        .forEach(known -> checkup.note("endpoints", known.base() + "=" + known.provider()));
    UserCatalog.contents(files).forEach(contents -> checkup.note("endpoints", contents));
    PriceTable prices =
        new PriceTables(files, refusal -> checkup.mend("prices", refusal)).current();
    JvmCheck.prices(checkup, prices.version(), prices.ageDays(LocalDate.now(ZoneOffset.UTC)));
    if (arguments == null) {
      checkup.note("agent", "to look into a running JVM, add its process id (see jps)");
    }
  }

  private static List<Path> paths(Config config) {
    return config.get(Options.PRICES).stream()
        .map(Location::path)
        .filter(Objects::nonNull)
        .toList();
  }
}
