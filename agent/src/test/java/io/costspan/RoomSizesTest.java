package io.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms stay rooms: none grows into a hall, and files stay small. */
class RoomSizesTest {
  private static final Path ROOMS = Path.of("src/main/java/io/costspan");
  private static final long MOST_LINES = 4_000;
  private static final long MEDIAN_LINES = 80;

  @Test
  void room_hasAtMostFourThousandLines() throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (Path file : files()) {
      lines.merge(room(ROOMS.relativize(file)), lines(file), Long::sum);
    }

    assertThat(lines)
        .isNotEmpty()
        .allSatisfy((room, sum) -> assertThat(sum).as(room).isLessThanOrEqualTo(MOST_LINES));
  }

  /** Each client's package is a room of its own, and so is each package of commands. */
  private static String room(Path file) {
    boolean within = file.startsWith("instrument") || file.startsWith("cli");
    return within && file.getNameCount() > 2
        ? file.subpath(0, 2).toString()
        : file.getName(0).toString();
  }

  @Test
  void file_medianIsSmall() throws IOException {
    List<Long> lines = files().stream().map(RoomSizesTest::lines).sorted().toList();

    assertThat(lines.get(lines.size() / 2)).isLessThan(MEDIAN_LINES);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOMS)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
