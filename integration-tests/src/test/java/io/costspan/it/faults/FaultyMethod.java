package io.costspan.it.faults;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Weaves calls of {@link sacred.Injector} into one method of the agent's. */
final class FaultyMethod extends MethodVisitor {
  private static final String INJECTOR = "sacred/Injector";

  private static final String CALLED_BY_CLIENTS =
      "io/costspan/(instrument/.*|exchange/Tap\\w+Stream)";

  private final String type;

  /**
   * @param type internal name of the method's class
   */
  FaultyMethod(MethodVisitor method, String type) {
    super(Opcodes.ASM9, method);
    this.type = type;
  }

  /** A client would take a fault at the entry of a method that it calls for its own. */
  @Override
  public void visitCode() {
    super.visitCode();
    if (!type.matches(CALLED_BY_CLIENTS)) {
      super.visitLdcInsn(type);
      call("enter", "(Ljava/lang/String;)V");
    }
  }

  /** Behind the instruction, because frames know a fresh object by the place of its own. */
  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
      call("allocate", "()V");
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    super.visitIntInsn(opcode, operand);
    if (opcode == Opcodes.NEWARRAY) {
      call("allocate", "()V");
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    super.visitMultiANewArrayInsn(descriptor, dimensions);
    call("allocate", "()V");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (owner.equals("java/time/Instant") && descriptor.equals("()Ljava/time/Instant;")
        || owner.equals("java/lang/System") && name.equals("currentTimeMillis")) {
      call(name, descriptor);
      return;
    }
    if (owner.equals("java/nio/channels/FileChannel") && name.equals("write")) {
      call("write", "()V");
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  private void call(String name, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, INJECTOR, name, descriptor, false);
  }

  /** The look-up of a host's address in the JDK. */
  static MethodVisitor slowLookUp(MethodVisitor method) {
    return new MethodVisitor(Opcodes.ASM9, method) {
      @Override
      public void visitCode() {
        super.visitCode();
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, INJECTOR, "resolve", "(Ljava/lang/String;)V", false);
      }
    };
  }
}
