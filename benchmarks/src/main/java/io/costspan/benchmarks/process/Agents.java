package io.costspan.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agents, and how each is attached: to the same collector, by the same standard settings. */
final class Agents {
  private final Path ours;
  private final Path other;
  private final Path openTelemetry;
  private final Path empty;
  private final String provider;
  private String options = "";

  Agents(Options options, Path callers, Path folder, String provider) throws IOException {
    ours = existing(options.agent());
    other = options.other();
    openTelemetry = existing(callers.resolve("opentelemetry-javaagent.jar"));
    empty = emptyAgent(folder);
    this.provider = provider;
  }

  /** More options of ours, such as {@code ,ledger=FILE}. */
  void options(String more) {
    options = more;
  }

  Path ours() {
    return ours;
  }

  String openTelemetryVersion() throws IOException {
    try (JarFile jar = new JarFile(openTelemetry.toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  /** As builds are reproducible, the beginning of its hash tells which one it is. */
  String oursDescribed() throws IOException, NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ours));
    return "%,d bytes, SHA-256 %s"
        .formatted(Files.size(ours), HexFormat.of().formatHex(hash, 0, 6));
  }

  List<String> flags(Variant variant, String otlp) {
    return switch (variant) {
      case A, Z, N, F -> List.of();
      case E -> List.of("-javaagent:" + empty);
      case B -> attach(openTelemetry.toString(), otlp);
      case C -> attach(ours + "=endpoints=" + provider + "=openai" + options, otlp);
      case D -> attach(other + "=endpoints=" + provider + "=openai" + options, otlp);
    };
  }

  private static List<String> attach(String agent, String otlp) {
    return List.of(
        "-javaagent:" + agent,
        "-Dotel.service.name=benchmark",
        "-Dotel.exporter.otlp.protocol=http/protobuf",
        "-Dotel.exporter.otlp.endpoint=" + otlp);
  }

  static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "No "
              + file
              + ". In the root of the project, run ./mvnw -Pbenchmarks -pl benchmarks -am"
              + " package -DskipTests");
    }
    return file;
  }

  private static Path emptyAgent(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("empty.jar");
    String name = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream classFile = Agents.class.getResourceAsStream("/" + name)) {
      out.putNextEntry(new JarEntry(name));
      classFile.transferTo(out);
    }
    return jar;
  }
}
