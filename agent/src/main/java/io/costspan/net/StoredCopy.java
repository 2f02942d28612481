package io.costspan.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.files.Deadline;
import io.costspan.files.KeptFile;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.json.RemoteCopy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The last good copy of what a URL contains, in the directory that the option {@code prices.cache}
 * names: the price file itself, and beside it its ETag.
 */
final class StoredCopy {
  private static final int ETAG_LIMIT = 4_096;
  private static final int NAME_LENGTH = 16;
  private static final long PATIENCE_MILLIS = 2_000;

  private final KeptFile content;
  private final KeptFile etag;
  private final Path directory;

  /**
   * @param url appears in the names of the files only as its host and a hash, since it may contain
   *     a key
   */
  StoredCopy(Path directory, URI url) {
    String host = String.valueOf(url.getHost()).replaceAll("[^A-Za-z0-9.-]", "_");
    String name = host + "-" + hash(url.toString().getBytes(UTF_8)).substring(0, NAME_LENGTH);
    this.directory = directory;
    this.content = new KeptFile(directory.resolve(name + ".json"));
    this.etag = new KeptFile(directory.resolve(name + ".etag"));
  }

  /** The copy, null if there is none that can be read. */
  @Nullable RemoteCopy read(int limitBytes) {
    try {
      return RemoteCopy.of(content.read(limitBytes, Deadline.in(PATIENCE_MILLIS)));
    } catch (IOException e) {
      return null;
    }
  }

  /** The ETag of that copy, null if it is not known. */
  @Nullable String etag(RemoteCopy copy) {
    try {
      String[] words =
          new String(etag.read(ETAG_LIMIT, Deadline.in(PATIENCE_MILLIS)), UTF_8).split(" ", 2);
      return words.length == 2 && words[0].equals(hash(copy.content())) ? words[1] : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Replaces the copy in the background. */
  void write(RemoteCopy copy, @Nullable String itsEtag) {
    String line = hash(copy.content()) + " " + (itsEtag == null ? "" : itsEtag);
    content.replace(copy.content(), this::warn);
    etag.replace(line.getBytes(UTF_8), this::warn);
  }

  private void warn(IOException e) {
    Faults.count("prices_cache");
    Log.warn(
        "option prices.cache: "
            + directory
            + " cannot be written ("
            + e.getClass().getSimpleName()
            + "); the next start has no copy of these prices");
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
