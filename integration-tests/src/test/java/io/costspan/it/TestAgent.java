package io.costspan.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes agents of classes on a child's class path. */
public final class TestAgent {
  private static final String JAR = "test-agent.jar";

  private TestAgent() {}

  /**
   * A jar for {@code -javaagent}.
   *
   * @param forAll classes that the boot loader is to load, so that every loader finds them
   */
  public static Path jar(Class<?> agent, Path folder, Class<?>... forAll) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    if (forAll.length > 0) {
      manifest.getMainAttributes().putValue("Boot-Class-Path", JAR);
    }
    Path jar = folder.resolve(JAR);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : forAll) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }
}
