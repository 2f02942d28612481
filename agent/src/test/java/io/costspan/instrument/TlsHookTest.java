package io.costspan.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsHookTest {
  private static final String CALL =
      "invokestatic java/lang/CostspanDispatcher.connecting(Ljava/lang/String;I)V";

  @ParameterizedTest
  @CsvSource({
    Targets.TLS_ENGINE + ", '(Ljava/lang/String;I)V', 'var 1, var 2'",
    Targets.TLS_NAME + ", '(Ljava/lang/String;)V', 'var 1, insn 2'"
  })
  void into_classOfThisJdk_addsOneCallAndKeepsTheRest(
      String name, String constructor, String pushes) throws IOException {
    byte[] before = classFile(name);
    byte[] after = TlsHook.into(name, before);

    List<String> expected = new ArrayList<>(List.of(pushes.split(", ")));
    expected.add(CALL);
    List<String> instructions = instructions(before, constructor);
    instructions.removeIf(text -> text.startsWith("line"));
    expected.addAll(instructions);
    List<String> found = instructions(after, constructor);
    assertThat(lines(found)).isEqualTo(lines(instructions(before, constructor)));
    found.removeIf(text -> text.startsWith("line"));
    assertThat(found).isEqualTo(expected);
    assertThat(instructions(after, "()V")).isEqualTo(instructions(before, "()V"));
  }

  /** Lines begin at the same instructions as before, counted from the end of the method. */
  private static List<String> lines(List<String> instructions) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).startsWith("line") && !lines.isEmpty()) {
        lines.add(instructions.get(i) + " " + (instructions.size() - i));
      } else if (instructions.get(i).startsWith("line")) {
        lines.add(instructions.get(i));
      }
    }
    return lines;
  }

  @Test
  void calling_constructorWithBranches_isLeftAlone() throws IOException {
    byte[] branching = classFile("java/util/ArrayList");

    assertThat(new ClassFile(branching).calling("<init>(I)V", new byte[] {4}, "a/B", "c", "()V"))
        .isNull();
    assertThat(new ClassFile(branching).calling("<init>(J)V", new byte[] {4}, "a/B", "c", "()V"))
        .isNull();
  }

  @Test
  void calling_methodWithVariables_isStillVerified() throws Exception {
    String name = Greeter.class.getName();
    byte[] hooked =
        new ClassFile(classFile(name.replace('.', '/')))
            .calling(
                "greet(Ljava/util/List;)Ljava/lang/String;",
                new byte[] {0x2b},
                "java/util/Collections",
                "reverse",
                "(Ljava/util/List;)V");
    ClassLoader loader =
        new ClassLoader(TlsHookTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String wanted, boolean resolve)
              throws ClassNotFoundException {
            return wanted.equals(name)
                ? defineClass(name, hooked, 0, hooked.length)
                : super.loadClass(wanted, resolve);
          }
        };
    @SuppressWarnings("unchecked")
    var greeter =
        (Function<List<String>, String>)
            loader.loadClass(name).getDeclaredConstructor().newInstance();

    assertThat(greeter.apply(new ArrayList<>(List.of("Ann", "Bob")))).isEqualTo("Hello, Bob");
  }

  /** Its method has variables, one of a generic type, as the compiler describes them. */
  public static final class Greeter implements Function<List<String>, String> {
    @Override
    public String apply(List<String> names) {
      return greet(names);
    }

    private String greet(List<String> names) {
      List<String> copy = new ArrayList<>(names);
      String first = copy.get(0);
      return "Hello, " + first;
    }
  }

  @Test
  void renamed_namesTheClassAnew() throws IOException {
    byte[] renamed =
        new ClassFile(classFile("java/util/ArrayDeque")).renamed("java/util/ArrayDeque", "a/Deque");

    assertThat(new ClassReader(renamed).getClassName()).isEqualTo("a/Deque");
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static List<String> instructions(byte[] classFile, String constructor) {
    List<String> texts = new ArrayList<>();
    OpenedClassReader.of(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                boolean asked = name.equals("<init>") && descriptor.equals(constructor);
                return asked ? new Texts(texts) : null;
              }
            },
            0);
    return texts;
  }

  private static final class Texts extends MethodVisitor {
    private final List<String> texts;

    Texts(List<String> texts) {
      super(OpenedClassReader.ASM_API);
      this.texts = texts;
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      texts.add("line " + line);
    }

    @Override
    public void visitInsn(int opcode) {
      texts.add("insn " + opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      texts.add("var " + variable);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      texts.add("field " + name);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      texts.add((opcode == 184 ? "invokestatic " : "call ") + owner + "." + name + descriptor);
    }
  }
}
