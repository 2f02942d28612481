package io.costspan.it.frameworks;

import io.costspan.it.Build;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application with libraries of its own; each question is asked at {@code /ask}. */
public final class ShopWar {
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <servlet>
          <servlet-name>shop</servlet-name>
          <servlet-class>io.costspan.it.webapp.Shop</servlet-class>
          <load-on-startup>1</load-on-startup>
        </servlet>
        <servlet-mapping>
          <servlet-name>shop</servlet-name>
          <url-pattern>/ask</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private ShopWar() {}

  /** As Tomcat unpacks it. */
  static Path folder() throws IOException {
    Path webInf = Files.createDirectory(Scratch.folder("war").resolve("WEB-INF"));
    Files.writeString(webInf.resolve("web.xml"), WEB_XML);
    for (String module : List.of("tomcat", "calls")) {
      copy(Build.existing("integration-tests/" + module + "/target/classes"), webInf, "classes");
    }
    for (String library : List.of("opentelemetry", "okhttp4")) {
      copy(Build.existing("integration-tests/target/clients/" + library), webInf, "lib");
    }
    return webInf.getParent();
  }

  /** Packs it into that file. */
  public static void pack(Path file) throws IOException {
    Path folder = folder();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Path member : files(folder)) {
        out.putNextEntry(new ZipEntry(folder.relativize(member).toString()));
        Files.copy(member, out);
      }
    }
  }

  private static void copy(Path folder, Path webInf, String to) throws IOException {
    for (Path file : files(folder)) {
      Path copy = webInf.resolve(to).resolve(folder.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
