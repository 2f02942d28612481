package io.costspan.it.attach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the jar that users attach, and what an application can see of it. */
class AgentJarIT {
  private static final long BUDGET_BYTES = 6_000_000;
  private static final String ARCHIVE = "inst/costspan-classes.jar";
  private static final String ENTRY_CLASS = "io/costspan/bootstrap/CostspanAgent.class";

  @Test
  void jar_outsideInst_holdsOnlyEntryClassAndNotices() throws Exception {
    assertThat(entries())
        .filteredOn(name -> !name.startsWith("inst/"))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/licenses/asm-LICENSE",
            "META-INF/licenses/brotli-LICENSE",
            "META-INF/licenses/byte-buddy-NOTICE",
            "META-INF/licenses/jackson-core-NOTICE",
            "META-INF/licenses/Schubfach-LICENSE",
            ENTRY_CLASS);
  }

  @Test
  void jar_inInst_allIsOursAndNoClassFile() throws Exception {
    assertThat(entries())
        .filteredOn(name -> name.startsWith("inst/") && !name.equals(ARCHIVE))
        .allMatch(
            name ->
                name.startsWith("inst/io/costspan/")
                    || name.startsWith("inst/META-INF/services/io.costspan."))
        .noneMatch(name -> name.endsWith(".class"))
        .contains("inst/io/costspan/start/AgentStart.classdata");
  }

  @Test
  void archive_allIsOursOrRelocated() throws Exception {
    assertThat(archived())
        .filteredOn(name -> !name.equals("META-INF/MANIFEST.MF"))
        .allMatch(
            name ->
                name.startsWith("io/costspan/catalog/")
                    || name.matches("io/costspan/page/(icon|page)[.](css|html|js|svg)")
                    || (name.startsWith("io/costspan/") && name.endsWith(".class")))
        .noneMatch(name -> name.contains("jspecify"))
        .doesNotContain(ENTRY_CLASS)
        .contains("io/costspan/deps/bytebuddy/jar/asm/ClassReader.class");
  }

  /** To link a lambda takes longer than to load a class; see {@code Lambdas}. */
  @Test
  void archive_lambdasOnTheWayToTheFirstCall_areClasses() throws Exception {
    String options = new String(archived("io/costspan/config/Options.class"), ISO_8859_1);

    assertThat(options).contains("io/costspan/config/Lambdas").doesNotContain("LambdaMetafactory");
    assertThat(archived()).contains("io/costspan/config/Lambdas0.class");
  }

  /** The JVM reads the jar's directory at every start; see {@code ClassArchive}. */
  @Test
  void jar_directory_isShort() throws Exception {
    assertThat(entries()).hasSizeLessThan(200);
    try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
      assertThat(jar.getEntry(ARCHIVE).getMethod()).isEqualTo(ZipEntry.STORED);
    }
  }

  @Test
  void jar_size_withinBudget() throws Exception {
    assertThat(Files.size(Build.agentJar())).isLessThan(BUDGET_BYTES);
  }

  @Test
  void jar_entryTimes_areFixed() throws Exception {
    try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
      assertThat(jar.stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
    }
  }

  @Test
  void jar_manifest_namesTheEntryClassForAllUses() throws Exception {
    try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      for (String use : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        assertThat(attributes.getValue(use)).isEqualTo("io.costspan.bootstrap.CostspanAgent");
      }
      assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(attributes.getValue("Multi-Release")).isNull();
    }
  }

  @Test
  void jar_manifestAndCommandLine_tellTheSameVersion() throws Exception {
    try (JarFile jar = new JarFile(Build.agentJar().toFile());
        RunningJvm program =
            ChildJvm.onRunningJdk().startBare("-jar", Build.agentJar().toString(), "--version")) {
      String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      assertThat(program.await().stdout()).startsWith("costspan " + version + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: The application can load no class of the agent by name except the entry class.")
  void application_findsNothingButTheEntryClass(Jdk jdk, @TempDir Path folder) throws Exception {
    Stream<String> hidden =
        entries().stream()
            .filter(name -> name.startsWith("inst/"))
            .map(name -> name.substring("inst/".length()).replace(".classdata", ".class"));
    List<String> names =
        Stream.of(hidden, archived().stream(), Stream.of(ENTRY_CLASS))
            .flatMap(all -> all)
            .filter(name -> !name.startsWith("META-INF/"))
            .toList();

    Finished finished =
        ChildJvm.on(jdk)
            .agent()
            .classPath(Build.testClasses())
            .run(Finder.class.getName(), Files.write(folder.resolve("names"), names));

    assertThat(finished.transcript())
        .isEqualTo(
            "found resource " + ENTRY_CLASS + "\nfound io.costspan.bootstrap.CostspanAgent\n");
    assertThat(names).hasSizeGreaterThan(2_000);
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  private static List<String> archived() throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(Build.agentJar().toFile());
        ZipInputStream in = new ZipInputStream(jar.getInputStream(jar.getEntry(ARCHIVE)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          names.add(entry.getName());
        }
      }
    }
    return names;
  }

  private static byte[] archived(String name) throws IOException {
    try (JarFile jar = new JarFile(Build.agentJar().toFile());
        ZipInputStream in = new ZipInputStream(jar.getInputStream(jar.getEntry(ARCHIVE)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return in.readAllBytes();
        }
      }
    }
    throw new IOException(name + " is missing");
  }

  /** Asks for each of the names that it is given, and says which it found. */
  static final class Finder {
    public static void main(String[] arguments) throws Exception {
      HttpClient.newHttpClient();
      Files.readAllLines(Path.of(arguments[0])).forEach(Finder::find);
    }

    private static void find(String name) {
      if (ClassLoader.getSystemResource(name) != null) {
        System.out.println("found resource " + name);
      }
      if (name.endsWith(".class")) {
        findClass(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
      }
    }

    private static void findClass(String name) {
      for (ClassLoader loader :
          Arrays.asList(ClassLoader.getSystemClassLoader(), ClassLoader.getPlatformClassLoader())) {
        try {
          Class.forName(name, false, loader);
          System.out.println("found " + name);
          return;
        } catch (ClassNotFoundException | NoClassDefFoundError expected) {
          continue;
        }
      }
    }
  }
}
