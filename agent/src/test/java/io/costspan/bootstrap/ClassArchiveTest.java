package io.costspan.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final String LONG = "long class file ".repeat(10_000);

  @TempDir private Path folder;

  @Test
  void apply_storedAndPackedArchives_givesTheBytes() throws Exception {
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      try (JarFile jar = new JarFile(jarWith(method).toFile())) {
        ClassArchive archive = new ClassArchive(jar, jar.getEntry("archive"));

        assertThat(text(archive.apply("a/Short.class"))).isEqualTo("short");
        assertThat(text(archive.apply("a/Long.class"))).isEqualTo(LONG);
        assertThat(text(archive.apply("a/Empty.class"))).isEmpty();
        assertThat(archive.apply("a/Unknown.class")).isNull();
      }
    }
  }

  @Test
  void apply_catalogAfterJarWasOverwritten_givesTheBytes() throws Exception {
    Path file = jarWith(ZipEntry.STORED);
    try (JarFile jar = new JarFile(file.toFile())) {
      ClassArchive archive = new ClassArchive(jar, jar.getEntry("archive"));
      assertThat(text(archive.apply("io/costspan/catalog/a.json"))).isEqualTo("a");

      Files.write(file, new byte[(int) Files.size(file)]);

      assertThat(text(archive.apply("io/costspan/catalog/b.json"))).isEqualTo(LONG);
    }
  }

  @Test
  void apply_afterBytesWereGivenBack_usesTheirMemoryAgain() throws Exception {
    try (JarFile jar = new JarFile(jarWith(ZipEntry.STORED).toFile())) {
      ClassArchive archive = new ClassArchive(jar, jar.getEntry("archive"));
      Set<byte[]> memory = Collections.newSetFromMap(new IdentityHashMap<>());

      for (int i = 0; i < 10; i++) {
        ByteBuffer bytes = archive.apply("a/Short.class");
        memory.add(bytes.array());
        archive.accept(bytes);
      }

      assertThat(memory.size()).isLessThanOrEqualTo(2); // packed and unpacked
    }
  }

  @Test
  void apply_whileBytesAreInUse_leavesThemAlone() throws Exception {
    try (JarFile jar = new JarFile(jarWith(ZipEntry.STORED).toFile())) {
      ClassArchive archive = new ClassArchive(jar, jar.getEntry("archive"));
      ByteBuffer used = archive.apply("a/Short.class");

      archive.apply("a/Other.class");

      assertThat(text(used)).isEqualTo("short");
    }
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  private Path jarWith(int method) throws IOException {
    byte[] inner =
        zip(
            Map.of(
                "a/Short.class", "short",
                "a/Other.class", "other",
                "a/Long.class", LONG,
                "a/Empty.class", "",
                "io/costspan/catalog/a.json", "a",
                "io/costspan/catalog/b.json", LONG));
    Path file = folder.resolve(method + ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      ZipEntry entry = new ZipEntry("archive");
      entry.setMethod(method);
      entry.setSize(inner.length);
      entry.setCrc(crc(inner));
      out.putNextEntry(entry);
      out.write(inner);
    }
    return file;
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
