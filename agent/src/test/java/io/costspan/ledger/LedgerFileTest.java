package io.costspan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
  @TempDir Path directory;
  private Path path;
  private LedgerFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("ai.jsonl");
    file = new LedgerFile(path);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void append_fileRenamedFromOutside_goesOnInANewOne() throws IOException {
    file.append("1");
    Files.move(path, directory.resolve("ai.jsonl.1"));
    file.append("2");

    assertThat(directory.resolve("ai.jsonl.1")).hasContent("1");
    assertThat(path).hasContent("2");
  }

  @Test
  void append_fileReplacedFromOutside_goesOnInTheNewOne() throws IOException {
    file.append("1");
    Files.move(path, directory.resolve("ai.jsonl.1"));
    Files.createFile(path);
    file.append("2");

    assertThat(directory.resolve("ai.jsonl.1")).hasContent("1");
    assertThat(path).hasContent("2");
  }

  @Test
  void append_fileTruncatedFromOutside_leavesNoHole() throws IOException {
    file.append("1");
    FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
    file.append("2");

    assertThat(path).hasContent("2");
  }
}
