package io.costspan.cli;

import io.costspan.files.Location;
import io.costspan.files.TooLargeException;
import io.costspan.importer.PriceImport;
import io.costspan.json.JsonException;
import io.costspan.json.JsonFiles;
import io.costspan.net.Download;
import io.costspan.net.Failures;
import io.costspan.net.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A price list as published, in a file or behind a URL, to which no token is ever sent. */
final class PublicList {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int LIMIT_BYTES = 16 * 1024 * 1024;

  private final Location place;

  PublicList(Location place) {
    this.place = place;
  }

  PriceImport read(PriceImport.Format format) {
    Path file = place.path();
    return file == null ? fetched(format, Objects.requireNonNull(place.url())) : read(format, file);
  }

  private static PriceImport read(PriceImport.Format format, Path file) {
    try {
      return new PriceImport(format, file);
    } catch (JsonException | IOException e) {
      throw new InputException(JsonFiles.refusal(file.toString(), e));
    }
  }

  private PriceImport fetched(PriceImport.Format format, URI url) {
    Download download = new Download(Tokens.NONE, Optional.empty(), LIMIT, LIMIT_BYTES);
    try {
      byte[] content = Objects.requireNonNull(download.get(url, null).content());
      return new PriceImport(format, place.toString(), Instant.now(), content);
    } catch (JsonException | TooLargeException e) {
      throw new InputException(JsonFiles.refusal(place.toString(), e));
    } catch (IOException | TimeoutException e) {
      throw new InputException(place + ": cannot be fetched: " + Failures.words(e));
    }
  }
}
