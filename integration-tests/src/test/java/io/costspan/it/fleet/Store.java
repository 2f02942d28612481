package io.costspan.it.fleet;

import io.costspan.it.Build;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A product that stores metrics, with the files of one run. */
abstract class Store implements AutoCloseable {
  final Path folder = Scratch.folder("store");

  /** Takes the history and says what it takes on disk, once it has compacted it. */
  abstract Disk takeHistory(SimulatedFleet fleet) throws Exception;

  /** Starts again, scrapes the fleet, and evaluates our rules every twenty seconds. */
  abstract MetricsServer scrape(SimulatedFleet fleet) throws Exception;

  /** Fails if one of our rules failed. */
  abstract void assertRulesHold() throws Exception;

  /** Stops what {@link #scrape} has started beside the server. */
  @Override
  public void close() throws InterruptedException {}

  /**
   * What samples take.
   *
   * @param indexBytes what finds them
   */
  record Disk(long samples, long sampleBytes, long indexBytes) {}

  /** The rules that we ship, with nothing changed but how often a day is looked at. */
  final List<Path> rules() throws IOException {
    for (String name : List.of("recording.yml", "limits.yml", "alerts.yml")) {
      String text = Files.readString(Build.existing("observability/prometheus/" + name));
      Files.writeString(folder.resolve(name), text.replace("interval: 2m", "interval: 20s"));
    }
    return List.of(
        folder.resolve("recording.yml"),
        folder.resolve("limits.yml"),
        folder.resolve("alerts.yml"));
  }

  /** The size of all files below a folder whose path contains that. */
  static long size(Path folder, String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> folder.relativize(file).toString().contains(part))
          .mapToLong(Store::size)
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
