package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.Build;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of a client from {@code client-versions.txt}.
 *
 * @param artifacts what an application would declare, {@code group:artifact:version}
 * @param source the class of the tests that has to be compiled for it, empty for none
 */
public record ClientVersion(String client, String name, List<String> artifacts, String source) {
  private static final String LIST = "integration-tests/client-versions.txt";
  private static final String CLASS_PATH = "class-path.txt";
  private static final String CLASSES = "classes";

  /** Those of a client, in the order of the list. */
  static List<ClientVersion> of(String client) {
    return rows().filter(row -> row[0].equals(client)).flatMap(ClientVersion::of).toList();
  }

  /** All that the list names. */
  static List<String> clients() {
    return rows().map(row -> row[0]).distinct().toList();
  }

  private static Stream<String[]> rows() {
    try {
      return Files.readAllLines(Build.existing(LIST), UTF_8).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" *\\| *"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ClientVersion> of(String[] columns) {
    String source = columns.length > 3 ? columns[3] : "";
    return Stream.of(columns[2].split(" +"))
        .map(name -> new ClientVersion(columns[0], name, artifacts(columns[1], name), source));
  }

  private static List<String> artifacts(String column, String version) {
    return List.of(column.replace("*", version).split(" +"));
  }

  /** What an application has on its class path with it, once {@link ClientJars} has resolved it. */
  public String classPath() {
    try {
      String jars = Files.readString(folder().resolve(CLASS_PATH)).strip();
      return source.isEmpty() ? jars : classes() + File.pathSeparator + jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project from which Maven resolves it. */
  Path folder() {
    return folder(client).resolve(name);
  }

  static Path folder(String client) {
    return Build.existing("integration-tests/target").resolve("versions").resolve(client);
  }

  /** Where the class of the tests is compiled to. */
  Path classes() {
    return folder().resolve(CLASSES);
  }

  /** Whether it comes before that version, both of a form such as {@code 4.3.6}. */
  public boolean isBefore(String other) {
    return parsed(name).compareTo(parsed(other)) < 0;
  }

  /** A version of Java must not end in zeros. */
  private static Runtime.Version parsed(String version) {
    return Runtime.Version.parse(version.replaceAll("(\\.0)+$", ""));
  }

  @Override
  public String toString() {
    return client + " " + name;
  }
}
