package io.costspan.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * Loads the agent's classes that a call may need before a call needs them: an application's thread
 * may have fewer permissions or less stack than loading takes, and the jar may be replaced while
 * the application runs.
 */
public final class OwnClasses {
  /** The names, separated by commas. Written when the jar is packed; absent if it is not. */
  private static final String LIST = "/io/costspan/catalog/classes.txt";

  /** Unpacks 122 KB when it is initialised, which only replies in Brotli's coding need. */
  private static final String DICTIONARY = "org.brotli.dec.Dictionary$DataHolder";

  private OwnClasses() {}

  /**
   * Loads and initialises the listed classes that match. Those that fail are tried again by calls.
   */
  public static void load(Predicate<String> names, ClassLoader loader) {
    try {
      listed().stream().filter(names).forEach(name -> load(name, loader));
    } catch (RuntimeException | IOException fault) {
      Faults.count("preload", fault);
    }
  }

  private static List<String> listed() throws IOException {
    try (InputStream in = OwnClasses.class.getResourceAsStream(LIST)) {
      return in == null
          ? List.of()
          : List.of(new String(in.readAllBytes(), UTF_8).strip().split(","));
    }
  }

  /** Initialises a class, which may need others. */
  public static void load(Class<?> loaded) {
    load(loaded.getName(), loaded.getClassLoader());
  }

  private static void load(String name, ClassLoader loader) {
    try {
      Class.forName(name, !name.equals(DICTIONARY), loader);
    } catch (ReflectiveOperationException | LinkageError fault) {
      Faults.count("preload", fault);
    }
  }
}
