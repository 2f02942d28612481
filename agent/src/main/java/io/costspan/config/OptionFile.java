package io.costspan.config;

import io.costspan.files.Deadline;
import io.costspan.files.Questions;
import io.costspan.files.UserFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The {@code .properties} file that the option {@code config} names. It is read only once. */
public final class OptionFile {
  private final Questions<byte[]> contents = new Questions<>();

  String read(Path file, Deadline deadline) throws IOException {
    byte[] content =
        contents.answer(file, () -> UserFile.read(file, UserFile.SMALL_LIMIT), deadline);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }

  /** Whether a file that did not answer in time has answered since. */
  public boolean hasNews() {
    return contents.hasNews();
  }
}
