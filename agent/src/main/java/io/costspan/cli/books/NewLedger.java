package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.history.PastCall;
import io.costspan.ledger.LedgerLine;
import io.costspan.rating.Rating;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A ledger in the making, which only its owner may read; unless it is completed, it vanishes. */
final class NewLedger implements Closeable {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path file;
  private final BufferedWriter lines;
  private boolean complete;

  private NewLedger(Path file, BufferedWriter lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Creates the file.
   *
   * @throws InputException if there is one already, so that no ledger is ever changed
   */
  static NewLedger create(Path file) {
    try {
      return new NewLedger(
          file,
          new BufferedWriter(
              Channels.newWriter(
                  Files.newByteChannel(file, NEW, ownersOnly()), StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      throw new InputException(file + " exists; no ledger is changed, so name a new file");
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static InputException refused(Path file, IOException e) {
    return new InputException(
        file + ": cannot be written; check its directory and the disk (" + e.getMessage() + ")");
  }

  /** Adds a call with another rating. */
  void add(PastCall past, Rating rating) {
    try {
      lines.write(
          LedgerLine.toJson(
              past.call().withRating(rating), past.service(), past.host(), past.instance()));
      lines.write('\n');
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Keeps the file. */
  void complete() {
    try {
      lines.flush();
      complete = true;
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
      if (!complete) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw refused(file, e);
    }
  }
}
