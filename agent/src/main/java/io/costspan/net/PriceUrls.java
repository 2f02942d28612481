package io.costspan.net;

import io.costspan.files.Location;
import io.costspan.json.CatalogFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The price URLs that the user named. No other is ever asked. */
public final class PriceUrls {
  /** For one poll, however slowly the bytes arrive. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<PriceUrl> all = new ArrayList<>();
  private final CatalogFiles files;

  /**
   * @param named the paths among them are left to others
   * @param cache directory for copies
   * @param warnings receives what is wrong with the tokens
   */
  public PriceUrls(
      List<Location> named,
      List<Tokens.Given> tokens,
      Optional<Path> certificate,
      Optional<Path> cache,
      Consumer<String> warnings) {
    List<URI> urls = named.stream().map(Location::url).filter(Objects::nonNull).toList();
    int limitBytes = CatalogFiles.limitBytes();
    Download download =
        new Download(tokens(tokens, urls, warnings), certificate, LIMIT, limitBytes);
    files =
        CatalogFiles.of(
            named,
            url -> {
              StoredCopy stored = cache.map(folder -> new StoredCopy(folder, url)).orElse(null);
              PriceUrl followed = new PriceUrl(url, download, stored, limitBytes);
              all.add(followed);
              return followed;
            });
  }

  /** Warns of a certificate that nothing can need, which nobody would notice otherwise. */
  public static void check(
      List<Location> named, Optional<Path> certificate, Consumer<String> warnings) {
    if (certificate.isPresent() && named.stream().noneMatch(Location::isHttps)) {
      warnings.accept(
          "option prices.certificate: "
              + certificate.get()
              + " is not used, since no price URL begins with https://; correct the option prices or"
              + " leave this one out.");
    }
  }

  private static Tokens tokens(
      List<Tokens.Given> given, List<URI> urls, Consumer<String> warnings) {
    try {
      return urls.isEmpty() ? Tokens.NONE : Tokens.of(given, urls);
    } catch (IllegalArgumentException e) {
      warnings.accept("option prices.token: " + e.getMessage() + ". No token is sent.");
      return Tokens.NONE;
    }
  }

  /** Everything that the user named, paths and URLs, in order. */
  public CatalogFiles files() {
    return files;
  }

  /** Those among them that are URLs. */
  public List<PriceUrl> all() {
    return List.copyOf(all);
  }
}
