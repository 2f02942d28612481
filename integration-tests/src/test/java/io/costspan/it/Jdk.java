package io.costspan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK to run child JVMs on. */
public record Jdk(Path home, int feature) {
  private static final List<Integer> TESTED = List.of(17, 25);
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** The JDK that runs the tests. */
  public static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * The running JDK and, where one is found by {@code JAVA_HOME_17}, {@code JAVA_HOME_25} or under
   * {@code /usr/lib/jvm}, one of each tested version; oldest first.
   */
  public static List<Jdk> all() {
    TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
    byFeature.put(running().feature, running());
    for (int feature : TESTED) {
      candidates(feature)
          .map(Jdk::at)
          .filter(jdk -> jdk != null && jdk.feature == feature)
          .findFirst()
          .ifPresent(jdk -> byFeature.putIfAbsent(feature, jdk));
    }
    return List.copyOf(byFeature.values());
  }

  Path java() {
    return home.resolve("bin/java");
  }

  /** A program of the JDK. */
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  private static Stream<Path> candidates(int feature) {
    Stream<Path> named = Stream.ofNullable(System.getenv("JAVA_HOME_" + feature)).map(Path::of);
    return Stream.concat(named, installed().stream());
  }

  private static List<Path> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Jdk at(Path home) {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException noJdk) {
      return null;
    }
    String version = Objects.requireNonNullElse(release.getProperty("JAVA_VERSION"), "0");
    String feature = version.replace("\"", "").split("[.+-]", 2)[0];
    return Files.isExecutable(home.resolve("bin/java"))
        ? new Jdk(home, Integer.parseInt(feature))
        : null;
  }
}
