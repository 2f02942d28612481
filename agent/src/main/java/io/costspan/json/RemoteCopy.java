package io.costspan.json;

import io.costspan.files.TooLargeException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What a URL contained at one time. */
public final class RemoteCopy {
  private static final byte[] NOTHING = {};

  private final byte[] content;
  private final long checksum;
  private final @Nullable TooLargeException tooLarge;
  private volatile boolean good;

  private RemoteCopy(byte[] content, @Nullable TooLargeException tooLarge) {
    this.content = content;
    this.tooLarge = tooLarge;
    this.checksum = checksum(content);
  }

  public static RemoteCopy of(byte[] content) {
    return new RemoteCopy(content, null);
  }

  /** Stands for content that was not even read to its end. */
  public static RemoteCopy tooLarge(TooLargeException why) {
    return new RemoteCopy(NOTHING, why);
  }

  static long checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }

  /** Whether it says the same, so that nobody needs to look at it. */
  public boolean isLike(RemoteCopy other) {
    return checksum == other.checksum
        && content.length == other.content.length
        && (tooLarge == null) == (other.tooLarge == null);
  }

  public byte[] content() {
    return content;
  }

  long checksum() {
    return checksum;
  }

  @Nullable TooLargeException tooLarge() {
    return tooLarge;
  }

  /** Whether its prices have been accepted. */
  public boolean isGood() {
    return good;
  }

  void accept() {
    good = true;
  }
}
