package io.costspan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the build has left what child JVMs need. */
public final class Build {
  private static final Path ROOT = root();

  private Build() {}

  /** The one file that users attach. */
  public static Path agentJar() {
    return existing("agent/target/costspan-agent.jar");
  }

  /** The official OpenTelemetry Java agent. */
  public static Path openTelemetryAgentJar() {
    return existing("integration-tests/target/otel/opentelemetry-javaagent.jar");
  }

  /** The oldest OpenTelemetry Java agent that can be a home. */
  public static Path oldestOpenTelemetryAgentJar() {
    return existing("integration-tests/target/otel-oldest/opentelemetry-javaagent.jar");
  }

  /** Class path of the programs on the real SDKs, with all the SDKs' own dependencies. */
  public static String sdkClassPath() {
    return programs("integration-tests/apps");
  }

  /** Class path of the programs of a module, with their libraries. */
  public static String programs(String module) {
    return existing(module + "/target/classes") + ":" + libraries(module);
  }

  private static String libraries(String module) {
    try {
      return Files.readString(existing(module + "/target/class-path.txt")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Class path of a client that has a module of its own: {@code reactor-netty}, {@code jetty}. */
  public static String moduleClassPath(String client) {
    return libraries("integration-tests/" + client);
  }

  /** Class path of the program on the SDKs that use Reactor Netty. */
  public static String reactiveClassPath() {
    return programs("integration-tests/reactive");
  }

  /** Class path of the program on SDKs for translation. */
  public static String translatorsClassPath() {
    return programs("integration-tests/translators");
  }

  /** Class path of the program on AI libraries that make spans of their own. */
  public static String tracedClassPath() {
    return programs("integration-tests/traced");
  }

  /** Class path of the programs on clients that are not watched. */
  public static String unwatchedClassPath() {
    return programs("integration-tests/unwatched");
  }

  /** Class path of the program on the AWS SDK and all its HTTP clients. */
  public static String awsClassPath() {
    return programs("integration-tests/aws");
  }

  /** The same with other jars of the SDK. */
  public static String awsClassPathWith(String jars) {
    return String.join(
        ":",
        existing("integration-tests/aws/target/classes").toString(),
        existing("integration-tests/apps/target/classes").toString(),
        jars);
  }

  /** Class path of the calls that applications of all kinds make. */
  public static String callsClassPath() {
    return existing("integration-tests/calls/target/classes") + ":" + clientClassPath("okhttp4");
  }

  /**
   * Class path of an application on a framework.
   *
   * @param module {@code boot3}, {@code boot4}, {@code boot3-starter}, {@code boot4-starter}
   */
  public static String frameworkClassPath(String module) {
    return programs("integration-tests/" + module);
  }

  /** The application of {@code boot3} or {@code boot4} as one file. */
  public static Path fatJar(String module) {
    return only("integration-tests/" + module + "/target/fat");
  }

  /** The folder of an unpacked WildFly; it is there if the tests tagged transparency are run. */
  public static Path wildFly() {
    return only("integration-tests/target/wildfly");
  }

  /** The folder of an unpacked Tomcat; it is there if the tests tagged frameworks are run. */
  public static Path tomcat() {
    return only("integration-tests/target/tomcat");
  }

  private static Path only(String folder) {
    try (Stream<Path> files = Files.list(existing(folder))) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Class path of one plain HTTP client: {@code okhttp4}, {@code okhttp5}, {@code apache4} or
   * {@code apache5}.
   */
  public static String clientClassPath(String client) {
    return existing("integration-tests/target/clients/" + client) + "/*";
  }

  /** Classes of the test programs in this module; add the client's own jars to it. */
  public static Path testClasses() {
    return existing("integration-tests/target/test-classes");
  }

  /** A folder or file that the build must have made. */
  public static Path existing(String path) {
    Path file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException("No " + file + ". Run: ./mvnw package -DskipTests");
    }
    return file;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
