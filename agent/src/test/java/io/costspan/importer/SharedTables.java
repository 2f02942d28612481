package io.costspan.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The whole public tables, which lie beside the project where they are available. */
record SharedTables(Path genai, Path litellm) {
  /** The newest table of all, or null if there is none on this machine. */
  static @Nullable Path newest() {
    SharedTables tables = find();
    Path newest = tables == null ? null : tables.genai().resolveSibling("pi-ai-2026-11-20.json");
    return newest != null && Files.isRegularFile(newest) ? newest : null;
  }

  /** The date in the name of a table. */
  static LocalDate date(Path table) {
    return PriceImport.date(table.toString(), Instant.EPOCH);
  }

  /** The tables, or null if there are none on this machine. */
  static @Nullable SharedTables find() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("../shared/prices").normalize();
      Path genai = folder.resolve("genai-prices-2026-08-21.json");
      Path litellm = folder.resolve("litellm-2026-08-06.json");
      if (Files.isRegularFile(genai) && Files.isRegularFile(litellm)) {
        return new SharedTables(genai, litellm);
      }
    }
    return null;
  }
}
