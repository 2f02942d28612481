package io.costspan.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jar of {@code java -jar}.
 *
 * @param name of the file, without {@code .jar}
 * @param title in its manifest, null if there is none
 * @param version in its manifest, null if there is none
 */
record MainJar(String name, @Nullable String title, @Nullable String version) {

  /**
   * The jar with which a program was started, or null if it was started in another way.
   *
   * @param command the program and its arguments, as in the property {@code sun.java.command}
   */
  static @Nullable MainJar of(@Nullable String command) {
    Path path = command == null ? null : path(command);
    return path == null ? null : read(path);
  }

  /** Its path may contain blanks, like the arguments that follow it. */
  private static @Nullable Path path(String command) {
    for (int blank = 0; blank >= 0; ) {
      blank = command.indexOf(' ', blank + 1);
      String start = blank < 0 ? command : command.substring(0, blank);
      Path path = start.endsWith(".jar") ? existing(start) : null;
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  private static @Nullable Path existing(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static MainJar read(Path path) {
    String file = path.getFileName().toString();
    String name = file.substring(0, file.length() - ".jar".length());
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      return new MainJar(
          name,
          attributes.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
          attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    } catch (IOException e) {
      return new MainJar(name, null, null);
    }
  }
}
