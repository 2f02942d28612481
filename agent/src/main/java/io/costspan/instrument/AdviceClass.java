package io.costspan.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A class of advice, read without being loaded: its client's types are not there. */
final class AdviceClass extends ClassVisitor {
  private final String name;
  private final List<AdviceMethod> methods = new ArrayList<>();

  private AdviceClass(String name) {
    super(Opcodes.ASM9);
    this.name = name;
  }

  /**
   * The advice of that class.
   *
   * @param name its binary name
   */
  static AdviceClass read(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = AdviceClass.class.getClassLoader().getResourceAsStream(file)) {
      AdviceClass advice = new AdviceClass(name);
      new ClassReader(Objects.requireNonNull(in, name).readAllBytes())
          .accept(advice, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return advice;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs at the beginning of a method, null if nothing does. */
  @Nullable AdviceMethod enter() {
    for (AdviceMethod method : methods) {
      if (method.isEnter) {
        return method;
      }
    }
    return null;
  }

  /** What runs at its end, null if nothing does. */
  @Nullable AdviceMethod exit() {
    for (AdviceMethod method : methods) {
      if (method.isExit) {
        return method;
      }
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    AdviceMethod advice = new AdviceMethod(name, method, descriptor);
    methods.add(advice);
    return advice;
  }
}
