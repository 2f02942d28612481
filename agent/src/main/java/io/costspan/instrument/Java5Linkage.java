package io.costspan.instrument;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code invokedynamic} in a class file that is too old for it. Each instruction becomes a
 * call of a private method of the class, which asks the dispatcher for what is linked and invokes
 * it. Such class files have no stack maps, so nothing has to be computed for them, and the JVM
 * verifies them as it did before.
 */
final class Java5Linkage extends ClassVisitor {
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private record Instruction(String name, String descriptor, String advice, String dispatcher) {}

  private final Map<Instruction, String> methods = new LinkedHashMap<>();
  private String owner = "";

  Java5Linkage(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(
        Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        String advice = arguments[0] + " " + arguments[1];
        String method =
            methods.computeIfAbsent(
                new Instruction(name, descriptor, advice, bootstrap.getOwner()),
                instruction -> "costspan$" + methods.size());
        visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
      }
    };
  }

  @Override
  public void visitEnd() {
    methods.forEach(this::define);
    super.visitEnd();
  }

  private void define(Instruction instruction, String name) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    String descriptor = instruction.descriptor;
    MethodVisitor method = super.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    method.visitLdcInsn(Type.getObjectType(owner));
    method.visitLdcInsn(instruction.name + " " + descriptor + " " + instruction.advice);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        instruction.dispatcher,
        "linked",
        "(Ljava/lang/Class;Ljava/lang/String;)L" + HANDLE + ";",
        false);
    int locals = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), locals);
      locals += argument.getSize();
    }
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
    method.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(Math.max(locals + 1, 2), locals);
    method.visitEnd();
  }
}
