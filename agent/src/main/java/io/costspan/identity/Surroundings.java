package io.costspan.identity;

import io.costspan.files.UserFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the application's name may stand. Each function returns null for what is not there.
 *
 * @param property a system property
 * @param environment an environment variable
 * @param file the content of a file in the working directory
 * @param resource the content of a file on the class path
 */
record Surroundings(
    Function<String, @Nullable String> property,
    Function<String, @Nullable String> environment,
    Function<String, byte @Nullable []> file,
    Function<String, byte @Nullable []> resource) {

  /** Those of this JVM. */
  static Surroundings ofThisJvm() {
    return new Surroundings(
        System::getProperty, System::getenv, Surroundings::file, Surroundings::resource);
  }

  private static byte @Nullable [] file(String name) {
    try {
      return UserFile.read(Path.of(name), UserFile.SMALL_LIMIT);
    } catch (IOException e) {
      return null;
    }
  }

  /** Only the JDK's own loader is asked, because any other would run the application's code. */
  private static byte @Nullable [] resource(String name) {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    if (loader.getClass().getModule() != Object.class.getModule()) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream(name)) {
      return in == null ? null : in.readNBytes(UserFile.SMALL_LIMIT);
    } catch (IOException e) {
      return null;
    }
  }
}
