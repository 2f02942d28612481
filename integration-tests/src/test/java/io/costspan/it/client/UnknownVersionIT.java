package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.attach.AttachTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client that is not as any version that the agent knows is left alone as a whole. */
class UnknownVersionIT {
  @AutoClose private final Servers servers = new Servers();
  private final Path doctored = Scratch.folder("doctored");
  private final Path ledger = Scratch.folder("ledger").resolve("ledger.jsonl");

  UnknownVersionIT() throws IOException {}

  /** Of a class that no call of the program uses. */
  @Test
  void client_methodIsGone_isLeftAloneAsAWholeAndSaidOnce() throws IOException {
    String type = "org/apache/hc/core5/http/impl/io/IdentityOutputStream";
    ClassWriter writer = new ClassWriter(0);
    reader(Library.APACHE5, type)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return descriptor.equals("(I)V")
                    ? null
                    : super.visitMethod(access, name, descriptor, signature, thrown);
              }
            },
            0);
    put(type, writer);

    assertLeftAlone(
        Library.APACHE5,
        "Apache HttpClient 5 has a version that this agent does not know (no place for"
            + " io.costspan.instrument.streams.StreamAdvice$WriteOneAdvice in "
            + type.replace('/', '.')
            + "); its calls are not rated");
  }

  @Test
  void client_anonymousClassHasAnotherNumber_isLeftAloneAsAWholeAndSaidOnce() throws IOException {
    String outer = "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler";
    for (String type : List.of(outer, outer + "$1")) {
      ClassWriter writer = new ClassWriter(0);
      SimpleRemapper names = new SimpleRemapper(Map.of(outer + "$1", outer + "$7"));
      reader(Library.APACHE5_ASYNC, type).accept(new ClassRemapper(writer, names), 0);
      put(type.replace("$1", "$7"), writer);
    }
    ClassWriter another = new ClassWriter(0);
    another.visit(Opcodes.V1_8, Opcodes.ACC_SUPER, outer + "$1", null, "java/lang/Object", null);
    put(outer + "$1", another);

    assertLeftAlone(
        Library.APACHE5_ASYNC,
        "Apache HttpClient 5 (async) has a version that this agent does not know (no place for"
            + " WriteAdvice in "
            + outer.replace('/', '.')
            + "$1); its calls are not rated");
  }

  /**
   * Advice in class files for Java 5 needs methods of its own, which a class that is loaded does
   * not take.
   */
  @Test
  void client_isLoadedAndCannotBeChanged_isLeftAloneAsAWholeAndSaid() throws IOException {
    String type = "org/apache/hc/core5/http/impl/io/ContentLengthInputStream";
    ClassWriter writer = new ClassWriter(0);
    reader(Library.APACHE5, type)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visit(
                  int version, int access, String name, String signature, String of, String[] is) {
                super.visit(Opcodes.V1_5, access, name, signature, of, is);
              }
            },
            ClassReader.SKIP_FRAMES);
    put(type, writer);
    Finished plain = late(false);
    Finished attached = late(true);

    assertThat(attached.differenceFrom(plain)).isEmpty();
    assertThat(attached.stderrLines())
        .filteredOn(said -> !plain.stderrLines().contains(said))
        .singleElement()
        .asString()
        .startsWith("[costspan] warn: Apache HttpClient 5 ")
        .contains("loaded before the agent", "attempted to add a method", "are not rated");
    assertThat(Ledger.read(ledger).lines()).isEmpty();
  }

  private Finished late(boolean attaching) {
    try (RunningJvm app = Library.APACHE5.start(child(), LateProgram.class, servers.address())) {
      app.awaitStdout(LateProgram.READY);
      if (attaching) {
        String options = "receipt=false,ledger=" + ledger + ",endpoints=" + servers.endpoints();
        assertThat(AttachTool.run(Jdk.running(), app.pid(), options).stdout())
            .containsPattern("note +not watched +Apache HttpClient 5");
      }
      app.type("");
      return app.await();
    }
  }

  private void assertLeftAlone(Library library, String line) throws IOException {
    Finished plain = run(child(), library);
    Finished watched =
        run(
            child()
                .property("costspan.endpoints", servers.endpoints())
                .property("costspan.ledger", ledger)
                .property("costspan.receipt", "false")
                .agent(),
            library);

    assertThat(watched.differenceFrom(plain)).isEmpty();
    assertThat(watched.stderrLines())
        .filteredOn(said -> !plain.stderrLines().contains(said))
        .containsExactly("[costspan] warn: " + line);
    assertThat(Files.exists(ledger) ? Ledger.read(ledger).lines() : List.of()).isEmpty();
  }

  private Finished run(ChildJvm child, Library library) {
    return library.run(child, Program.class, servers.address());
  }

  private ChildJvm child() {
    return ChildJvm.onRunningJdk()
        .classPath(
            doctored, Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  private void put(String type, ClassWriter writer) throws IOException {
    Path file = doctored.resolve(type + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  private static ClassReader reader(Library library, String type) throws IOException {
    Path folder = Build.existing("integration-tests/target/clients/" + library.client());
    try (Stream<Path> jars = Files.list(folder)) {
      for (Path path : jars.toList()) {
        try (JarFile jar = new JarFile(path.toFile())) {
          if (jar.getEntry(type + ".class") != null) {
            try (InputStream in = jar.getInputStream(jar.getEntry(type + ".class"))) {
              return new ClassReader(in);
            }
          }
        }
      }
    }
    throw new IllegalStateException("No " + type);
  }

  /** Makes calls of some kinds. */
  static final class Program {
    private Program() {}

    /** Name of the client, then the {@link Server}. */
    public static void main(String[] arguments) throws Exception {
      System.out.println(new WebApp(arguments[0], Server.of(arguments, 1)).call() + " bytes");
      System.exit(0);
    }
  }
}
