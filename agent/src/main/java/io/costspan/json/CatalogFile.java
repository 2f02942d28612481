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
    LOST,
    /** The URL has not answered yet, and there is no copy of what it said before. */
    UNFETCHED
  }

  /** A file that does not answer, but may do so later. */
  public static CatalogFile unanswered(Path path) {
    return of(path.toString(), Fate.UNANSWERED);
  }

  static CatalogFile of(String name, Fate fate) {
    return new CatalogFile(FileState.unknown(name), fate, 0, null, null);
  }

  static CatalogFile of(Remote remote) {
    RemoteCopy copy = remote.copy();
    return copy == null
        ? of(remote.name(), Fate.UNFETCHED)
        : new CatalogFile(FileState.of(remote.name(), copy), Fate.FOUND, 0, null, null);
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

  /** The path, or the URL as it may be shown. */
  public String name() {
    return state.name();
  }

  /** Reports that its prices are in force. */
  public void accept() {
    if (copy() != null) {
      copy().accept();
    }
  }

  /** Whether it is a URL. */
  public boolean isRemote() {
    return fate == Fate.UNFETCHED || copy() != null;
  }

  /** What a URL contains; null for a file, and for a URL that has not answered. */
  @Nullable RemoteCopy copy() {
    return state.key() instanceof RemoteCopy copy ? copy : null;
  }

  boolean isFound() {
    return fate == Fate.FOUND;
  }
}
