package io.costspan.cli.books;

import io.costspan.cli.TimeConverter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The day whose prices apply. */
final class AtOption {
  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "at the prices of that day or instant, such as 2026-11-21, instead of the time of each"
              + " call")
  private @Nullable Instant at;

  /** Null for the time of each call. */
  @Nullable Instant instant() {
    return at;
  }
}
