package io.costspan.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.files.TooLargeException;
import io.costspan.json.CatalogFile.Fate;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CatalogFilesTest {
  @TempDir private Path folder;

  @Test
  void read_directory_isItsJsonFilesByName() throws IOException {
    write("b.json", "1");
    write("a.json", "2");
    write("c.txt", "x");

    assertThat(read())
        .extracting(file -> Path.of(file.name()).getFileName() + "=" + file.value())
        .containsExactly("a.json=2", "b.json=1");
  }

  @Test
  void read_moreFilesThanAnybodyMeans_isOneRefusal() throws IOException {
    for (int i = 0; i <= 500; i++) {
      write(i + ".json", "1");
    }

    assertThat(read())
        .singleElement()
        .extracting(CatalogFile::refusal)
        .asString()
        .contains(folder.toString(), "more than 500 files");
  }

  @Test
  @DisplayName("security: A file that is too large is refused.")
  void read_oneTooLarge_refusesThatOneAlone() throws IOException {
    write("a.json", "\"" + "x".repeat(100) + "\"");
    write("b.json", "1");

    List<CatalogFile> files = read(new SizeLimits(100, 200));

    assertThat(files).extracting(CatalogFile::fate).containsExactly(Fate.REFUSED, Fate.READ);
    assertThat(files.get(0).refusal()).contains("a.json", "more than", "use a smaller file");
  }

  @Test
  void read_togetherTooLarge_refusesTheLast() throws IOException {
    for (String name : List.of("a.json", "b.json", "c.json")) {
      write(name, "\"" + "x".repeat(90) + "\"");
    }

    assertThat(read(new SizeLimits(100, 200)))
        .extracting(CatalogFile::fate)
        .containsExactly(Fate.READ, Fate.READ, Fate.REFUSED);
  }

  @Test
  void limits_areASmallPartOfTheHeap() {
    assertThat(SizeLimits.ofHeap(64 << 20).all()).isEqualTo(1 << 20);
    assertThat(SizeLimits.ofHeap(Long.MAX_VALUE).file()).isEqualTo(16 << 20);
  }

  @Test
  @DisplayName("security: A file that nests without end is refused.")
  void read_nestedWithoutEnd_isRefused() throws IOException {
    write("deep.json", "[".repeat(65) + "]".repeat(65));

    assertThat(read())
        .singleElement()
        .extracting(CatalogFile::refusal)
        .asString()
        .contains("deep.json, line 1", "more than 64 levels");
  }

  @Test
  void read_endlessText_isRefused() throws IOException {
    write("long.json", "\"" + "x".repeat(70_000) + "\"");

    assertThat(read())
        .singleElement()
        .extracting(CatalogFile::refusal)
        .asString()
        .contains("long.json, line 1", "a string of more than 65536 characters");
  }

  @Test
  void read_linkToItself_isRefused() throws IOException {
    Path loop = folder.resolve("loop.json");
    Files.createSymbolicLink(loop, loop);

    assertThat(read())
        .singleElement()
        .extracting(CatalogFile::refusal)
        .asString()
        .contains("loop.json", "cannot be read");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes")
  void read_pipe_isReadOnceAndKept() throws Exception {
    CatalogFiles files = new CatalogFiles(List.of(pipe("pipe.json")));
    assertThat(files.read(Deadline.in(0)))
        .extracting(CatalogFile::fate)
        .containsExactly(Fate.UNANSWERED);

    Thread writer = new Thread(() -> write("pipe.json", "1"));
    writer.start();

    assertThat(read(files)).extracting(CatalogFile::fate).containsExactly(Fate.READ);
    assertThat(files.isChanged(Deadline.never())).isFalse();
    assertThat(read(files)).extracting(CatalogFile::fate).containsExactly(Fate.READ);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes")
  void read_oneSilentAmongOthers_theOthersAreRead() throws Exception {
    Path pipe = pipe("a.json");
    write("b.json", "1");

    List<CatalogFile> files = new CatalogFiles(List.of(folder)).read(Deadline.in(2_000));

    assertThat(files).extracting(CatalogFile::fate).containsExactly(Fate.UNANSWERED, Fate.READ);
    release(pipe);
  }

  @Test
  void read_directoryThatIsGone_isARefusalAndKnowsWhatWasThere() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("prices"));
    Path file = Files.writeString(directory.resolve("a.json"), "1");
    CatalogFiles files = new CatalogFiles(List.of(directory));
    read(files);

    Files.delete(file);
    Files.delete(directory);

    assertThat(read(files))
        .extracting(CatalogFile::name, CatalogFile::fate)
        .containsExactly(
            tuple(directory.toString(), Fate.REFUSED), tuple(file.toString(), Fate.LOST));
  }

  @Test
  void read_urlsAmongPaths_keepTheOrder() throws IOException {
    write("a.json", "1");
    Stub url = new Stub();
    CatalogFiles files = with(url);

    url.copy = RemoteCopy.of("{}".getBytes(UTF_8));

    assertThat(files.hasNews()).isTrue();
    assertThat(read(files))
        .extracting(file -> file.name() + " " + file.fate())
        .containsExactly(
            folder.resolve("a.json") + " READ",
            "https://prices.corp/p.json READ",
            folder.resolve("a.json") + " READ");
    assertThat(files.hasNews()).isFalse();
  }

  @Test
  void read_urlWithoutAnswer_isUnfetchedUntilItHasOne() {
    Stub url = new Stub();
    CatalogFiles files = with(url);

    assertThat(read(files).get(0).fate()).isEqualTo(Fate.UNFETCHED);
    assertThat(files.isChanged(Deadline.never())).isFalse();
    url.copy = RemoteCopy.of("{}".getBytes(UTF_8));
    assertThat(files.isChanged(Deadline.never())).isTrue();
  }

  @Test
  @DisplayName(
      "security: A provider file behind a price URL is refused, so that it cannot decide which hosts"
          + " are watched.")
  void read_urlOfAProviderFile_isRefused() {
    Stub url = new Stub();
    url.copy = RemoteCopy.of("{\"provider\": \"evil\", \"hosts\": [\"bank\"]}".getBytes(UTF_8));

    CatalogFile file = read(with(url)).get(0);

    assertThat(file.fate()).isEqualTo(Fate.REFUSED);
    assertThat(file.value()).isNull();
    assertThat(file.refusal()).contains("https://prices.corp/p.json: a provider file");
  }

  @Test
  void read_urlOfSomethingElse_isRefusedWithUrlAndLine() {
    Stub url = new Stub();
    url.copy = RemoteCopy.of("<html>".getBytes(UTF_8));
    assertThat(read(with(url)).get(0).refusal()).contains("https://prices.corp/p.json, line 1");
    url.copy = RemoteCopy.tooLarge(new TooLargeException("16 MiB"));
    assertThat(read(with(url)).get(0).refusal()).contains("contains more than 16 MiB");
  }

  private static final class Stub implements Remote {
    private RemoteCopy copy;

    @Override
    public String name() {
      return "https://prices.corp/p.json";
    }

    @Override
    public RemoteCopy copy() {
      return copy;
    }
  }

  private CatalogFiles with(Remote url) {
    Location directory = Location.of(folder);
    return CatalogFiles.of(
        List.of(directory, Location.of("https://prices.corp/p.json"), directory), uri -> url);
  }

  private List<CatalogFile> read() {
    return read(SizeLimits.ofThisHeap());
  }

  private List<CatalogFile> read(SizeLimits limits) {
    return read(new CatalogFiles(List.of(folder), limits));
  }

  private static List<CatalogFile> read(CatalogFiles files) {
    return files.read(Deadline.never());
  }

  private void write(String name, String content) {
    try {
      Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens it for both ends, which waits for nobody, so that whoever reads it finds its end. */
  private static void release(Path pipe) throws IOException {
    new RandomAccessFile(pipe.toFile(), "rw").close();
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
