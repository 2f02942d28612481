package io.costspan.it.pages;

import static io.costspan.it.pages.Attaching.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.RunningJvm;
import io.costspan.it.frameworks.ShopWar;
import io.costspan.it.frameworks.WebApplication;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The snippets of {@code docs/attach.md} for tools and servers, pasted. */
@Tag("frameworks")
class AttachToolsIT {
  @AutoClose private final Attaching attaching = new Attaching();
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path folder = attaching.folder();

  @ParameterizedTest
  @ValueSource(strings = {"boot3", "boot4"})
  @Shown("spring-boot")
  void springBoot_attachesTheAgent(String module) throws IOException {
    Root host = Attaching.host(Build.fatJar(module));
    ChildJvm child = attaching.child().env("SERVER_PORT", 0).env("COLLECTOR", collector.url());
    try (WebApplication shop =
        new WebApplication(child.startShell(folder, host.in(PAGE.text("spring-boot"))))) {
      shop.ask("jdk");
      shop.stop();
    }

    attaching.assertRated();
  }

  @Test
  @Shown("tomcat")
  void tomcat_attachesTheAgentWhenItStarts() throws IOException {
    int port = PrometheusServer.freePort();
    Path base = tomcatBase(port);
    Path home = Build.tomcat();
    String openAi = "-Dai.url=$AI_URL -Dcollector=" + collector.url();
    String lines =
        "export CATALINA_HOME=%s CATALINA_BASE=%s JAVA_HOME=%s JAVA_OPTS=\"%s\"%nexec sh %s run"
            .formatted(home, base, Jdk.running().home(), openAi, home.resolve("bin/catalina.sh"));
    try (RunningJvm tomcat = attaching.child().startShell(folder, lines)) {
      tomcat.awaitStderr("Server startup in");
      WebApplication shop = new WebApplication(tomcat, "http://localhost:" + port);
      shop.ask("jdk");
      shop.stop();
    }

    attaching.assertRated();
  }

  private Path tomcatBase(int port) throws IOException {
    Path base = Files.createDirectory(folder.resolve("base"));
    for (String name : new String[] {"bin", "conf", "logs", "temp", "webapps", "work"}) {
      Files.createDirectory(base.resolve(name));
    }
    try (Stream<Path> files = Files.list(Build.tomcat().resolve("conf"))) {
      for (Path file : files.toList()) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path server = base.resolve("conf/server.xml");
    String ports = Files.readString(server).replace("\"8080\"", "\"" + port + "\"");
    Files.writeString(server, ports.replace("\"8005\"", "\"-1\""));
    Root host = Attaching.host(attaching.app());
    Files.writeString(base.resolve("bin/setenv.sh"), host.in(PAGE.text("tomcat")));
    ShopWar.pack(base.resolve("webapps/ROOT.war"));
    return base;
  }

  @ParameterizedTest
  @ValueSource(strings = {"maven-java", "maven-exec", "maven-test"})
  @Shown({"maven-java", "maven-exec", "maven-test"})
  void maven_attachesTheAgent(String snippet) throws IOException {
    writeShop();
    Files.copy(resource("pom.xml"), folder.resolve("pom.xml"));
    Path test = folder.resolve("src/test/java/com/acme/ShopTest.java");
    Files.createDirectories(test.getParent());
    Files.copy(resource("ShopTest.java"), test);
    String mvn = "mvn() { sh " + Build.existing("mvnw") + " -B -ntp \"$@\"; }\n";
    run(mvn + pasted(snippet));

    attaching.assertRated();
  }

  private static Path resource(String name) {
    return Build.existing("integration-tests/src/test/resources/attach/" + name);
  }

  @Test
  @Shown("gradle")
  void gradle_attachesTheAgentToRunAndTest() throws IOException {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "gradle"))),
        "NOT TESTED: build.gradle. On Debian: apt-get install --no-install-recommends gradle");
    writeShop();
    String flag = pasted("gradle");
    Files.writeString(
        folder.resolve("build.gradle"),
        """
        plugins { id 'application' }
        mainClassName = 'com.acme.Shop'
        task flags { doLast { println 'test: ' + test.allJvmArgs } }
        """
            + flag);
    Finished finished = run("gradle --offline --no-daemon run flags");

    attaching.assertRated();
    assertThat(finished.stdout()).containsPattern("test: .*-javaagent:.*/costspan-agent.jar");
  }

  private String pasted(String snippet) throws IOException {
    return Attaching.host(attaching.app()).in(PAGE.text(snippet));
  }

  private Finished run(String lines) {
    try (RunningJvm tool = attaching.child().startShell(folder, lines)) {
      tool.endInput();
      Finished finished = tool.await();
      finished.transcript();
      return finished;
    }
  }

  /** The reader's class, which asks once. */
  private void writeShop() throws IOException {
    Path shop = folder.resolve("src/main/java/com/acme/Shop.java");
    Files.createDirectories(shop.getParent());
    Files.copy(resource("Shop.java"), shop);
  }
}
