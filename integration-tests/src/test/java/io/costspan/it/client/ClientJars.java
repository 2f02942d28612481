package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.costspan.it.Build;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Lets Maven resolve versions of a client. A project can have only one version of a library, so
 * each gets a project of its own.
 */
final class ClientJars {
  private static final String PARENT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.costspan.versions</groupId>
        <artifactId>%s</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>%s</modules>
        <build><pluginManagement><plugins><plugin>
          <groupId>org.apache.maven.plugins</groupId>
          <artifactId>maven-dependency-plugin</artifactId>
          <version>3.9.0</version>
          <configuration>
            <includeScope>runtime</includeScope>
            <outputFile>${project.basedir}/class-path.txt</outputFile>
          </configuration>
        </plugin></plugins></pluginManagement></build>
      </project>
      """;

  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>io.costspan.versions</groupId><artifactId>%s</artifactId><version>1</version>
        </parent>
        <artifactId>of-%s</artifactId>
        <packaging>pom</packaging>
        <dependencies>%s</dependencies>
      </project>
      """;

  private static final String DEPENDENCY =
      "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>";

  private ClientJars() {}

  /** Makes the class paths of versions of one client. */
  static void resolve(String client, List<ClientVersion> versions) {
    Path folder = ClientVersion.folder(client);
    try {
      for (ClientVersion version : versions) {
        Files.createDirectories(version.classes());
        Files.writeString(version.folder().resolve("pom.xml"), project(version));
      }
      Files.writeString(folder.resolve("pom.xml"), parent(client, versions));
      runMaven(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    versions.stream().filter(version -> !version.source().isEmpty()).forEach(ClientJars::compile);
  }

  private static String parent(String client, List<ClientVersion> versions) {
    return PARENT.formatted(
        client, versions.stream().map(v -> "<module>" + v.name() + "</module>").collect(joining()));
  }

  private static String project(ClientVersion version) {
    return PROJECT.formatted(
        version.client(),
        version.name(),
        version.artifacts().stream()
            .map(artifact -> DEPENDENCY.formatted((Object[]) artifact.split(":")))
            .collect(joining()));
  }

  private static void runMaven(Path folder) throws IOException {
    Path log = folder.resolve("maven.log");
    Process maven =
        new ProcessBuilder(
                Build.existing("mvnw").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--file",
                folder.toString(),
                "dependency:build-classpath")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    if (maven.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  private static void compile(ClientVersion version) {
    String folder = "integration-tests/src/test/java/io/costspan/it/client/";
    String classPath =
        String.join(
            File.pathSeparator,
            version.classPath(),
            Build.testClasses().toString(),
            Build.existing("integration-tests/apps/target/classes").toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-implicit:none",
                "--release",
                "17",
                "-encoding",
                UTF_8.name(),
                "-cp",
                classPath,
                "-d",
                version.classes().toString(),
                Build.existing(folder + version.source()).toString());
    if (result != 0) {
      throw new IllegalStateException(version.source() + " cannot be compiled for " + version);
    }
  }
}
