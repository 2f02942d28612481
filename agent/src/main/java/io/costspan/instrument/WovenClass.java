package io.costspan.instrument;

import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Passes a class on with advice in its methods.
 *
 * <p>Raises the version of Java 6 class files, such as those of Apache HttpClient 4.4, to the first
 * one with {@code invokedynamic}. They already contain stack maps; those of Java 5, such as Apache
 * HttpClient 4.3, do not, and keep their version. Older ones are left alone.
 */
final class WovenClass extends ClassVisitor {
  private final TargetClass target;
  private final List<Map.Entry<MethodMatch, AdviceClass>> advice;
  private final Handle linkage;
  private boolean isMapped;

  /**
   * @param advice by methods; where several match, the first surrounds the others
   */
  WovenClass(
      ClassVisitor next,
      TargetClass target,
      List<Map.Entry<MethodMatch, AdviceClass>> advice,
      Handle linkage) {
    super(Opcodes.ASM9, next);
    this.target = target;
    this.advice = advice;
    this.linkage = linkage;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    if (version < Opcodes.V1_5) {
      throw new IllegalStateException("class file of version " + version);
    }
    isMapped = version >= Opcodes.V1_6;
    if (!isMapped) {
      cv = new Java5Linkage(cv);
    }
    int raised = isMapped ? Math.max(version, Opcodes.V1_7) : version;
    super.visit(raised, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    TargetMethod method = new TargetMethod(target.name(), access, name, descriptor);
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (next != null && method.hasOwnCode()) {
      for (Map.Entry<MethodMatch, AdviceClass> each : advice) {
        if (each.getKey().matches(method)) {
          next = new AdvisedMethod(next, target, method, each.getValue(), linkage, isMapped);
        }
      }
    }
    return next;
  }
}
