package io.costspan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no code of the agent's may do, wherever it came from. */
class SecurityRulesTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.costspan");

  /** The command line is no part of a running application; a host list is written by the build. */
  private static final String[] OUTSIDE = {"io.costspan.cli..", "io.costspan.importer.."};

  private static final Set<String> CONNECTING =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.URLConnection",
          "java.net.HttpURLConnection",
          "javax.net.ssl.HttpsURLConnection",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.AsynchronousSocketChannel",
          "java.nio.channels.DatagramChannel");

  /** Is shown the connections of the application. */
  private static final String WATCHES_CONNECTIONS = "io.costspan.instrument.httpurlconnection";

  private static final Set<String> WRITING =
      Set.of("java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile");

  private static final Set<String> FILES_WRITING =
      Set.of(
          "write",
          "writeString",
          "newOutputStream",
          "newBufferedWriter",
          "newByteChannel",
          "copy",
          "move",
          "delete",
          "deleteIfExists",
          "createFile",
          "createDirectory",
          "createDirectories",
          "createTempFile",
          "createTempDirectory",
          "createLink",
          "createSymbolicLink");

  private static final Set<String> RUNNING =
      Set.of(
          "java.lang.ProcessBuilder",
          "java.io.ObjectInputStream",
          "java.beans.XMLDecoder",
          "java.net.URLClassLoader",
          "javax.script.ScriptEngineManager",
          "javax.naming.InitialContext");

  @Test
  @DisplayName(
      "security: Only exports of metrics and spans, downloads from your price URLs and alerts to your"
          + " `budget.webhook` open connections.")
  void connections_onlyTelemetryAndPriceUrlsOpenThem() {
    noClasses()
        .that(describe("may not connect", SecurityRulesTest::mayNotConnect))
        .and()
        .resideOutsideOfPackage(WATCHES_CONNECTIONS)
        .should()
        .dependOnClassesThat(named(CONNECTING))
        .check(CODE);
    noClasses()
        .that(describe("may not connect", SecurityRulesTest::mayNotConnect))
        .should()
        .callMethodWhere(describe("a URL is opened", SecurityRulesTest::opensUrl))
        .check(CODE);
  }

  @Test
  @DisplayName(
      "security: The only files that the agent writes are the ledger, `budget.state` with a lock"
          + " beside it and, in the directory of `prices.cache`, copies of price files.")
  void files_onlyTheLedgerAndKeptFilesAreWritten() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.costspan.ledger..")
        .and()
        .resideOutsideOfPackages(OUTSIDE)
        .and()
        .doNotHaveFullyQualifiedName("io.costspan.files.KeptFile")
        .and()
        .doNotHaveFullyQualifiedName("io.costspan.provider.BundledProviders")
        .should()
        .dependOnClassesThat(named(WRITING))
        .orShould()
        .callMethodWhere(describe("a file is written", SecurityRulesTest::writesFile))
        .check(CODE);
  }

  @Test
  @DisplayName(
      "security: No file or reply can make the agent start a program, load a class or deserialise an object.")
  void data_neverBecomesCode() {
    noClasses()
        .should()
        .dependOnClassesThat(named(RUNNING))
        .orShould()
        .callMethodWhere(describe("a program is started", SecurityRulesTest::runsProgram))
        .check(CODE);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.costspan.json..",
            "io.costspan.files..",
            "io.costspan.provider..",
            "io.costspan.wire..",
            "io.costspan.usage..",
            "io.costspan.reading..",
            "io.costspan.verdict..",
            "io.costspan.exchange..",
            "io.costspan.ratecard..",
            "io.costspan.rating..")
        .should()
        .callMethodWhere(describe("a class is loaded by name", SecurityRulesTest::loadsClass))
        .check(CODE);
  }

  /** The entry class serves the jar's own resources by a URL. */
  private static boolean mayNotConnect(JavaClass type) {
    return !resideInAnyPackage(
            "io.costspan.telemetry..", "io.costspan.net..", "io.costspan.bootstrap..")
        .test(type);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("are " + names, type -> names.contains(type.getName()));
  }

  private static boolean opensUrl(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(java.net.URL.class)
            && Set.of("openStream", "openConnection", "getContent").contains(call.getName())
        || call.getTargetOwner().isAssignableTo(java.net.URLConnection.class)
            && Set.of("connect", "getInputStream", "getOutputStream", "getContent")
                .contains(call.getName());
  }

  private static boolean writesFile(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(FileChannel.class) && call.getName().equals("open")
        || call.getTargetOwner().isEquivalentTo(Files.class)
            && FILES_WRITING.contains(call.getName());
  }

  private static boolean runsProgram(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Runtime.class) && call.getName().equals("exec");
  }

  private static boolean loadsClass(JavaMethodCall call) {
    return Set.of("forName", "loadClass", "defineClass").contains(call.getName())
        && (call.getTargetOwner().isEquivalentTo(Class.class)
            || call.getTargetOwner().isAssignableTo(ClassLoader.class));
  }
}
