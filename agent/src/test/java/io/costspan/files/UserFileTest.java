package io.costspan.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
  @TempDir private Path folder;

  @Test
  void read_upToTheLimit_isRead() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[2048]);

    assertThat(UserFile.read(file, 2048)).hasSize(2048);
    assertThatThrownBy(() -> UserFile.read(file, 2047)).isInstanceOf(TooLargeException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_deviceWithoutEnd_isRefusedAtTheLimit() {
    assertThatThrownBy(() -> UserFile.read(Path.of("/dev/zero"), 1 << 16))
        .isInstanceOf(TooLargeException.class)
        .hasMessage("more than 64 KiB");
  }

  @Test
  void read_missing_saysSo() {
    assertThatThrownBy(() -> UserFile.read(folder.resolve("none"), 1, Deadline.in(60_000)))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_pipeThatNobodyWritesTo_isGivenUp() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> UserFile.read(pipe, 10, Deadline.in(10)))
        .isInstanceOf(UnansweredException.class);
    new RandomAccessFile(pipe.toFile(), "rw").close();
  }
}
