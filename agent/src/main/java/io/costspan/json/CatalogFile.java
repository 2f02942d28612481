package io.costspan.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file or directory that a user named.
 *
 * @param state what tells when it changes
 * @param fate how far it came
 * @param checksum of its content
 * @param value its content; null unless {@link Fate#READ}
 * @param refusal what is to be mended, with file and line; null unless {@link Fate#REFUSED}
 */
public record CatalogFile(
    FileState state,
    Fate fate,
    long checksum,
    @Nullable JsonValue value,
    @Nullable String refusal) {

  /** How far a file came. */
  public enum Fate {
    /** It is there and was not opened yet. */
    FOUND,
    READ,
    REFUSED,
    /** It may yet answer. */
    UNANSWERED,
    /** Its directory is out of sight: nothing is known but that it was there. */
    LOST
  }

  /** A file that may yet answer. */
  public static CatalogFile unanswered(Path path) {
    return of(path, Fate.UNANSWERED);
  }

  static CatalogFile of(Path path, Fate fate) {
    return new CatalogFile(FileState.unknown(path), fate, 0, null, null);
  }

  CatalogFile refused(String why) {
    return new CatalogFile(state, Fate.REFUSED, 0, null, why);
  }

  CatalogFile with(Fate other) {
    return new CatalogFile(state, other, 0, null, null);
  }

  CatalogFile in(FileState known) {
    return new CatalogFile(known, fate, checksum, value, refusal);
  }

  CatalogFile read(long checksumOfIt, JsonValue content) {
    return new CatalogFile(state, Fate.READ, checksumOfIt, content, null);
  }

  public Path path() {
    return state.path();
  }

  boolean isFound() {
    return fate == Fate.FOUND;
  }
}
