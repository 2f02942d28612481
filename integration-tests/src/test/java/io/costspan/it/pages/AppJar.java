package io.costspan.it.pages;

import io.costspan.it.Build;
import io.costspan.it.prometheus.ModelsApp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands for the reader's application: asks the models that are typed, at the address in the
 * environment.
 */
public final class AppJar {
  private static final String ADDRESS = "AI_URL";

  private AppJar() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    ModelsApp.main(new String[] {System.getenv(ADDRESS)});
  }

  /** Makes such a jar. */
  static void make(Path jar) throws IOException {
    make(jar, AppJar.class.getName(), Build.testClasses().toString());
  }

  /** Makes a jar that runs another program. */
  public static void make(Path jar, String mainClass, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(classPath.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Files.createDirectories(jar.getParent());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
