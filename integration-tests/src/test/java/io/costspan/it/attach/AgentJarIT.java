package io.costspan.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the jar that users attach, and what an application can see of it. */
class AgentJarIT {
  private static final long BUDGET_BYTES = 8_000_000;
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
            "META-INF/licenses/byte-buddy-NOTICE",
            "META-INF/licenses/jackson-core-NOTICE",
            "META-INF/licenses/FastDoubleParser-LICENSE",
            "META-INF/licenses/FastDoubleParser-ThirdParty-LICENSE",
            "META-INF/licenses/Schubfach-LICENSE",
            ENTRY_CLASS);
  }

  @Test
  void jar_inInst_allIsOursOrRelocatedAndNoClassFile() throws Exception {
    assertThat(entries())
        .filteredOn(name -> name.startsWith("inst/"))
        .allMatch(
            name ->
                name.startsWith("inst/io/costspan/")
                    || name.startsWith("inst/META-INF/services/io.costspan."))
        .noneMatch(name -> name.endsWith(".class"))
        .contains("inst/io/costspan/start/AgentStart.classdata")
        .noneMatch(name -> name.contains("jspecify"))
        .noneMatch(name -> name.endsWith("/CostspanAgent.classdata"));
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

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void application_findsNothingButTheEntryClass(Jdk jdk) {
    Finished finished =
        ChildJvm.on(jdk)
            .agent()
            .classPath(Build.testClasses())
            .run(Finder.class.getName(), Build.agentJar());

    assertThat(finished.transcript()).isEqualTo("found io.costspan.bootstrap.CostspanAgent\n");
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Build.agentJar().toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  /** Asks for each class and resource of the jar by the name that it has in there. */
  static final class Finder {
    public static void main(String[] arguments) throws Exception {
      java.net.http.HttpClient.newHttpClient();
      try (JarFile jar = new JarFile(arguments[0])) {
        jar.stream()
            .map(JarEntry::getName)
            .filter(name -> name.startsWith("inst/io/") && !name.endsWith("/"))
            .map(name -> name.substring("inst/".length()))
            .forEach(Finder::find);
      }
      findClass("io.costspan.bootstrap.CostspanAgent");
    }

    private static void find(String name) {
      String classFile = name.replace(".classdata", ".class");
      if (ClassLoader.getSystemResource(classFile) != null) {
        System.out.println("found resource " + classFile);
      }
      if (name.endsWith(".classdata")) {
        findClass(name.substring(0, name.length() - ".classdata".length()).replace('/', '.'));
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
