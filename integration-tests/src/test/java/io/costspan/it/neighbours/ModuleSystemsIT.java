package io.costspan.it.neighbours;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls inside of what hides classes from each other. */
@Tag("transparency")
@Tag("long")
class ModuleSystemsIT {
  private static final String NEIGHBOURS = "integration-tests/target/neighbours/";
  private static final List<Class<?>> PROGRAM =
      List.of(TwoCalls.class, OneCallApp.class, OkHttpApp.class);
  private static final String MODULE =
      """
      <module name="shop" xmlns="urn:jboss:module:1.9">
        <main-class name="%s"/>
        <resources>%s</resources>
        <dependencies><module name="java.se"/></dependencies>
      </module>
      """;

  private final Path folder = Scratch.folder("modules");
  @AutoClose private final OneCall call = new OneCall();

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void felix_callsInABundle_areRated(Jdk jdk) throws IOException {
    Path bundle = folder.resolve("shop.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "shop");
    manifest.getMainAttributes().putValue("Bundle-Activator", FelixBundle.class.getName());
    manifest.getMainAttributes().putValue("Bundle-ClassPath", ".," + okHttp("%s"));
    manifest.getMainAttributes().putValue("DynamicImport-Package", "*");
    List<Class<?>> classes = new ArrayList<>(PROGRAM);
    classes.add(FelixBundle.class);
    AppJars.make(bundle, manifest, classes, libraries());

    Finished finished =
        call.watch(ChildJvm.on(jdk))
            .property(FelixBundle.URL, call.url())
            .classPath(
                Build.testClasses(), Build.existing(NEIGHBOURS + "org.apache.felix.framework.jar"))
            .run(FelixProgram.class.getName(), bundle, folder.resolve("felix"));

    OneCall.assertRated(finished, 2);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jbossModules_callsInAModule_areRated(Jdk jdk) throws IOException {
    Path module = Files.createDirectories(folder.resolve("shop/main"));
    AppJars.make(module.resolve("shop.jar"), PROGRAM);
    for (Path library : libraries()) {
      Files.copy(library, module.resolve(library.getFileName()));
    }
    String resources =
        "<resource-root path=\"shop.jar\"/>" + okHttp("<resource-root path=\"%s\"/>");
    Files.writeString(
        module.resolve("module.xml"), MODULE.formatted(TwoCalls.class.getName(), resources));

    try (RunningJvm child =
        call.watch(ChildJvm.on(jdk))
            .startBare(
                "-jar",
                Build.existing(NEIGHBOURS + "jboss-modules.jar").toString(),
                "-mp",
                folder.toString(),
                "shop",
                call.url())) {
      OneCall.assertRated(child.await(), 2);
    }
  }

  private static String okHttp(String form) throws IOException {
    return libraries().stream()
        .map(library -> form.formatted(library.getFileName()))
        .collect(Collectors.joining(form.startsWith("<") ? "" : ","));
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> files =
        Files.list(Build.existing("integration-tests/target/clients/okhttp4"))) {
      return files.sorted().toList();
    }
  }
}
