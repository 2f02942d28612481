import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * What the agent adds to the start of a JVM that calls no AI, in CPU time, beside no agent and an
 * agent that does nothing. Budget: less than 20 ms more than the empty agent.
 *
 * <pre>{@code
 * ./mvnw package -DskipTests && java benchmarks/StartUp.java agent/target/costspan-agent.jar 40
 * }</pre>
 *
 * <p>The JVM to measure is the one that runs this. The variants take turns, so that a busy machine
 * hurts all of them alike. Linux only: the operating system tells a child's CPU time in the lines
 * {@code cutime} and {@code cstime} of {@code /proc/self/stat}, in hundredths of a second; hence the
 * mean of many runs.
 */
class StartUp {
  private static final int MILLIS_PER_TICK = 10;

  private static final String PROGRAM =
      "public class Hello { public static void main(String[] a) { System.out.println(a.length); } }";
  private static final String EMPTY_AGENT =
      "public class Empty { public static void premain(String a) {} }";

  public static void main(String[] arguments) throws Exception {
    Path agent = Path.of(arguments[0]).toAbsolutePath();
    int runs = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("costspan-start-up");
    compile(folder, "Hello", PROGRAM);
    List<List<String>> variants =
        List.of(
            List.of(),
            List.of("-javaagent:" + emptyAgent(folder)),
            List.of("-javaagent:" + agent));
    long[] ticks = new long[variants.size()];
    for (int run = 0; run < runs; run++) {
      for (int variant = 0; variant < ticks.length; variant++) {
        ticks[variant] += run(folder, variants.get(variant));
      }
    }
    System.out.printf("mean of %d runs on Java %s, CPU ms%n", runs, Runtime.version());
    List<String> names = List.of("no agent", "empty agent", "costspan");
    for (int variant = 0; variant < ticks.length; variant++) {
      System.out.printf(
          "%-12s %6.1f%n", names.get(variant), (double) ticks[variant] * MILLIS_PER_TICK / runs);
    }
  }

  private static long run(Path folder, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", folder.toString(), "Hello"));
    long before = ticksOfChildren();
    Process child =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (child.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + child.exitValue());
    }
    return ticksOfChildren() - before;
  }

  private static long ticksOfChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(afterName[13]) + Long.parseLong(afterName[14]);
  }

  private static Path emptyAgent(Path folder) throws IOException {
    compile(folder, "Empty", EMPTY_AGENT);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "Empty");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("empty.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("Empty.class"));
      Files.copy(folder.resolve("Empty.class"), out);
    }
    return jar;
  }

  private static void compile(Path folder, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), file.toString());
  }
}
