package io.costspan.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a file or directory that a user named.
 *
 * @param state what reveals that the file has changed
 * @param fate how far reading got
 * @param checksum of its content
 * @param value its content; null unless {@link Fate#READ}
 * @param refusal what is to be corrected, with file and line; null unless {@link Fate#REFUSED}
 */
public record CatalogFile(
    FileState state,
    Fate fate,
    long checksum,
    @Nullable JsonValue value,
    @Nullable String refusal) {

  /** How far the reading of a file got. */
  public enum Fate {
    /** The file exists and has not been opened yet. */
    FOUND,
    READ,
    REFUSED,
    /** The file does not answer, but may do so later. */
    UNANSWERED,
    /** The directory cannot be listed: all that is known is that the file was there before. */
    LOST
  }

  /** A file that does not answer, but may do so later. */
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
