package io.costspan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @TempDir Path directory;
  private Path path;
  private Path rotated;
  private TightDisk disk;
  private LedgerFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("ai.jsonl");
    rotated = directory.resolve("ai.jsonl.1");
    disk = new TightDisk(path, "rw-------");
    file = new LedgerFile(disk, NO_LIMIT);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void append_severalLines_isOneWrite() throws IOException {
    append("one", "two", "three");

    assertThat(path).hasContent("one\ntwo\nthree\n");
    assertThat(disk.writes).isEqualTo(1);
  }

  @Test
  void append_fileRenamedFromOutside_goesOnInANewOne() throws IOException {
    append("1");
    Files.move(path, rotated);
    append("2");

    assertThat(rotated).hasContent("1\n");
    assertThat(path).hasContent("2\n");
  }

  @Test
  void append_fileReplacedFromOutside_goesOnInTheNewOne() throws IOException {
    append("1");
    Files.move(path, rotated);
    Files.createFile(path);
    append("2");

    assertThat(rotated).hasContent("1\n");
    assertThat(path).hasContent("2\n");
  }

  @Test
  void append_fileTruncatedFromOutside_leavesNoHole() throws IOException {
    append("1");
    truncate();
    append("2");

    assertThat(path).hasContent("2\n");
  }

  @Test
  void append_afterCutLine_beginsNewLine() throws IOException {
    Files.writeString(path, "whole\nhal");
    append("2");

    assertThat(path).hasContent("whole\nhal\n2\n");
  }

  @Test
  void append_whileAnotherJvmWritesALine_addsNoEmptyLine() throws IOException {
    Files.writeString(path, "whole\nhal");
    disk.meanwhile = "f\n";
    append("2");

    assertThat(path).hasContent("whole\nhalf\n2\n");
  }

  @Test
  void append_afterWholeLine_addsNoEmptyLine() throws IOException {
    Files.writeString(path, "whole\n");
    append("2");

    assertThat(path).hasContent("whole\n2\n");
  }

  @Test
  void append_anotherWriterOfTheFile_isNotDisturbed() throws IOException {
    LedgerFile other = new LedgerFile(new TightDisk(path, "rw-------"), NO_LIMIT);
    append("a1");
    other.append(lines("b1"));
    append("a2");
    other.append(lines("b2"));
    other.close();

    assertThat(path).hasContent("a1\nb1\na2\nb2\n");
  }

  @Test
  void append_diskFullAndFreedAgain_completesTheCutLine() throws IOException {
    ByteBuffer lines = lines("first", "second", "third");
    disk.freeBytes = 10;
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    assertThat(path).hasContent("first\nseco");

    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    disk.freeBytes = 1_000;
    file.append(lines);
    append("fourth");

    assertThat(path).hasContent("first\nsecond\nthird\nfourth\n");
  }

  @Test
  void append_cutLineWhileAnotherWrote_beginsItAnew() throws IOException {
    ByteBuffer lines = lines("first", "second", "third");
    disk.freeBytes = 10;
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    Files.writeString(path, "\nother\n", StandardOpenOption.APPEND);
    disk.freeBytes = 1_000;
    file.append(lines);

    assertThat(path).hasContent("first\nseco\nother\nsecond\nthird\n");
  }

  @Test
  void append_cutLineOfTwoWriters_beginsItAnewOnALineOfItsOwn() throws IOException {
    ByteBuffer lines = lines("first", "second");
    disk.freeBytes = 10;
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    Files.writeString(path, "oth", StandardOpenOption.APPEND);
    disk.freeBytes = 0;
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    disk.freeBytes = 1_000;
    file.append(lines);

    assertThat(path).hasContent("first\nsecooth\nsecond\n");
  }

  @Test
  void append_cutLineAndFileRotated_beginsItAnewInTheNewFile() throws IOException {
    ByteBuffer lines = lines("first", "second", "third");
    disk.freeBytes = 10;
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    Files.move(path, rotated);
    disk.freeBytes = 1_000;
    file.append(lines);

    assertThat(path).hasContent("second\nthird\n");
  }

  @Test
  void append_limitReached_writesWholeLinesUpToItAndSaysHowManyNot() throws IOException {
    LedgerFile limited = new LedgerFile(disk, 13);

    assertThat(limited.append(lines("first", "second", "third"))).isEqualTo(1);
    assertThat(limited.append(lines("x"))).isEqualTo(1);
    assertThat(limited.isFull()).isTrue();
    assertThat(path).hasContent("first\nsecond\n");
  }

  @Test
  void append_limitReachedAndFileRotated_goesOn() throws IOException {
    LedgerFile limited = new LedgerFile(disk, 13);
    limited.append(lines("first", "second", "third"));
    Files.move(path, rotated);

    assertThat(limited.isFull()).isFalse();
    assertThat(limited.append(lines("fourth"))).isZero();
    assertThat(path).hasContent("fourth\n");
  }

  @Test
  void append_limitReachedAndFileTruncated_goesOn() throws IOException {
    LedgerFile limited = new LedgerFile(disk, 13);
    limited.append(lines("first", "second", "third"));
    truncate();

    assertThat(limited.append(lines("fourth"))).isZero();
    assertThat(path).hasContent("fourth\n");
  }

  @Test
  @DisplayName(
      "security: A new ledger can be read by its owner only, whatever the umask, unless"
          + " you set `ledger.mode`.")
  void append_newFile_hasTheModeAskedForWhateverTheUmask() throws IOException {
    append("1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");

    Path shared = directory.resolve("shared.jsonl");
    new LedgerFile(new TightDisk(shared, "rw-rw-rw-"), NO_LIMIT).append(lines("1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void append_fileOfTheUsers_keepsItsMode() throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    append("1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
  }

  private void append(String... lines) throws IOException {
    assertThat(file.append(lines(lines))).isZero();
  }

  private void truncate() throws IOException {
    FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
  }

  private static ByteBuffer lines(String... lines) {
    Batch batch = new Batch();
    for (String line : lines) {
      batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      batch.endLine();
    }
    return batch.bytes();
  }

  /** Takes so many bytes more and then fails, as a file system does that is full. */
  private static final class TightDisk extends LedgerChannel {
    private final Path path;
    private int freeBytes = Integer.MAX_VALUE;
    private int writes;

    /** What another JVM writes while this one waits. */
    private String meanwhile = "";

    TightDisk(Path path, String mode) {
      super(path, PosixFilePermissions.fromString(mode));
      this.path = path;
    }

    @Override
    void pause() {
      try {
        Files.writeString(path, meanwhile, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      meanwhile = "";
    }

    @Override
    void write(ByteBuffer bytes) throws IOException {
      if (freeBytes == 0) {
        throw new IOException("No space left on device");
      }
      writes++;
      int end = bytes.limit();
      bytes.limit(Math.min(end, bytes.position() + Math.min(freeBytes, bytes.remaining())));
      freeBytes -= bytes.remaining();
      super.write(bytes);
      bytes.limit(end);
    }
  }
}
