package io.costspan.instrument;

import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What {@link Refuses} adds to a method, after the advice and outside of all that suppresses its
 * failures: there is no second step of the agent between a refusal and the application, in which
 * anything could go wrong.
 */
final class RefusalWeaving implements Advice.PostProcessor.Factory {
  private static final String REFUSAL = "java/io/IOException";

  @Override
  public Advice.PostProcessor make(
      List<? extends AnnotationDescription> annotations, TypeDescription returnType, boolean exit) {
    boolean marked =
        annotations.stream()
            .anyMatch(each -> each.getAnnotationType().getName().equals(Refuses.class.getName()));
    return (type, method, assigner, arguments, frames, handler) ->
        marked ? new Step(method, arguments.enter(), frames) : StackManipulation.Trivial.INSTANCE;
  }

  /** Returns the future that the advice returned, or throws the exception. */
  private static final class Step extends StackManipulation.AbstractBase {
    private final boolean returns;
    private final String refusal;
    private final int returned;
    private final Advice.StackMapFrameHandler.ForPostProcessor frames;

    Step(
        MethodDescription method,
        int returned,
        Advice.StackMapFrameHandler.ForPostProcessor frames) {
      String result = method.getReturnType().asErasure().getInternalName();
      this.returns = result.endsWith("Future");
      this.refusal = returns ? result : REFUSAL;
      this.returned = returned;
      this.frames = frames;
    }

    @Override
    public Size apply(MethodVisitor to, Implementation.Context context) {
      Label admitted = new Label();
      to.visitVarInsn(Opcodes.ALOAD, returned);
      to.visitTypeInsn(Opcodes.INSTANCEOF, refusal);
      to.visitJumpInsn(Opcodes.IFEQ, admitted);
      to.visitVarInsn(Opcodes.ALOAD, returned);
      to.visitTypeInsn(Opcodes.CHECKCAST, refusal);
      to.visitInsn(returns ? Opcodes.ARETURN : Opcodes.ATHROW);
      to.visitLabel(admitted);
      frames.injectIntermediateFrame(to, List.of());
      to.visitInsn(Opcodes.NOP);
      return new Size(0, 1);
    }
  }
}
