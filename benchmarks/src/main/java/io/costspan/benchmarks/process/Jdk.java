package io.costspan.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK to run children on. */
record Jdk(String feature, Path home, String version) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** Looks at {@code JAVA_HOME_25}, the JDK that runs this, and {@code /usr/lib/jvm}. */
  static Jdk find(String feature) throws IOException {
    Stream<Path> named = Stream.ofNullable(System.getenv("JAVA_HOME_" + feature)).map(Path::of);
    Stream<Path> running = Stream.of(Path.of(System.getProperty("java.home")));
    try (Stream<Path> installed =
        Files.isDirectory(INSTALLED) ? Files.list(INSTALLED).sorted() : Stream.empty()) {
      return Stream.of(named, running, installed)
          .flatMap(homes -> homes)
          .filter(home -> version(home).split("[.+-]", 2)[0].equals(feature))
          .findFirst()
          .map(home -> new Jdk(feature, home, version(home)))
          .orElseThrow(() -> new IllegalArgumentException("JDK " + feature + " is not installed"));
    }
  }

  private static String version(Path home) {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException noJdk) {
      return "";
    }
    return release.getProperty("JAVA_VERSION", "").replace("\"", "");
  }

  String java() {
    return home.resolve("bin/java").toString();
  }

  boolean hasVirtualThreads() {
    return Integer.parseInt(feature) >= 21;
  }
}
