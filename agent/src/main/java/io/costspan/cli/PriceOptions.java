package io.costspan.cli;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.health.Log;
import io.costspan.json.CatalogFile;
import io.costspan.json.CatalogFiles;
import io.costspan.net.PriceUrl;
import io.costspan.net.PriceUrls;
import io.costspan.provider.Catalog;
import io.costspan.provider.EndpointOption;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceCheck;
import io.costspan.ratecard.PriceCheck.Finding;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.ratecard.RateCard;
import io.costspan.ratecard.Vocabulary;
import io.costspan.rating.ExchangeRates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The prices and providers that a command knows: those of the given files, those of the agent's
 * options, and the bundled ones. A file that the agent would ignore is refused here with an {@link
 * InputException}, because without it the result would be different.
 */
public class PriceOptions {
  @Option(
      names = "--prices",
      paramLabel = "FILE",
      converter = LocationConverter.class,
      description =
          "price file, provider file, directory or https URL of a price file that takes precedence;"
              + " repeatable")
  private List<Location> files = List.of();

  private final Config config = Config.load(null);
  private @Nullable List<CatalogFile> read;

  /** Whether any file is named besides those of the agent's options. */
  public final boolean areGiven() {
    return !files.isEmpty();
  }

  /** The prices of these files and options over the bundled ones. */
  public final PriceTable prices() {
    return prices(read());
  }

  /** What currencies and contract units are worth, as the agent's option says. */
  public final ExchangeRates rates() {
    return config.get(Options.RATES);
  }

  /**
   * @param endpoints besides those of the agent's option, over which they take precedence
   */
  final Catalog providers(List<EndpointOption> endpoints) {
    config.warnings().forEach(Log::warn);
    List<EndpointOption> all = new ArrayList<>(endpoints);
    all.addAll(config.get(Options.ENDPOINTS));
    return strictly(
        refusals -> UserCatalog.load(read(), all, config.get(Options.ESTIMATE), refusals));
  }

  /** Read only once, since a pipe can be read only once. */
  private List<CatalogFile> read() {
    if (read == null) {
      List<Location> all = new ArrayList<>(files);
      all.addAll(config.get(Options.PRICES));
      read = read(all);
    }
    return read;
  }

  private List<CatalogFile> read(List<Location> all) {
    PriceUrls.check(all, config.get(Options.PRICES_CERTIFICATE), Log::warn);
    return strictly(
        refusals -> {
          PriceUrls named =
              new PriceUrls(
                  all,
                  config.get(Options.PRICES_TOKEN),
                  config.get(Options.PRICES_CERTIFICATE),
                  Optional.empty(),
                  refusals);
          for (PriceUrl url : named.all()) {
            url.poll();
            if (url.error() != null) {
              refusals.accept("price URL " + url.name() + " does not answer: " + url.error());
            }
          }
          return named.files().read(Deadline.never());
        });
  }

  /** The cards in these files only. */
  static List<RateCard> usersCards(List<Path> files) {
    PriceTable table = prices(CatalogFiles.read(files));
    return table.providers().stream()
        .flatMap(provider -> table.cards(provider).stream())
        .filter(RateCard::users)
        .toList();
  }

  /** Names all errors of a refused file, not only the first, which is all that the agent needs. */
  private static PriceTable prices(List<CatalogFile> files) {
    List<String> refusals = new ArrayList<>();
    PriceTable prices = new PriceTables(files, refusals::add).current();
    if (!refusals.isEmpty()) {
      List<String> errors = errors(files);
      throw new InputException(errors.isEmpty() ? refusals : errors);
    }
    return prices;
  }

  private static List<String> errors(List<CatalogFile> files) {
    return check(files).findings().stream()
        .filter(Finding::error)
        .map(finding -> "price file refused, its prices are not used: " + finding.message())
        .toList();
  }

  /** Checks price files by what the provider files among them and the bundled ones give. */
  static PriceCheck check(List<CatalogFile> files) {
    return PriceCheck.of(
        files,
        new Vocabulary(UserCatalog.attributes(files), UserCatalog.attributesByProvider(files)));
  }

  /** The errors of the provider files among these, one line each. */
  static List<String> refusedProviders(List<CatalogFile> files) {
    List<String> refusals = new ArrayList<>();
    UserCatalog.load(files, List.of(), true, refusals::add);
    return refusals;
  }

  private static <T> T strictly(Function<Consumer<String>, T> load) {
    List<String> refusals = new ArrayList<>();
    T loaded = load.apply(refusals::add);
    if (!refusals.isEmpty()) {
      throw new InputException(refusals);
    }
    return loaded;
  }
}
