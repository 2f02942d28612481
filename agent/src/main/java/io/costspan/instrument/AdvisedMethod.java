package io.costspan.instrument;

import io.costspan.instrument.AdviceMethod.Replacement;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice around the code of one method. Each call of advice has a handler of its own, which is
 * asked before all others and drops what is thrown. At the end the call stands before each
 * instruction that returns, so that it does not matter what else lies on the stack there.
 */
final class AdvisedMethod extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";
  private static final String OTHERWISE =
      "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String REFUSAL = "java/io/IOException";

  /** The code from one label to another, and what handles its exceptions. */
  private record Guard(Label start, Label end, Label handler, @Nullable String type) {
    void writeTo(MethodVisitor method) {
      method.visitTryCatchBlock(start, end, handler, type);
    }
  }

  private final TargetMethod method;
  private final Type returned;
  private final @Nullable AdviceMethod enter;
  private final @Nullable AdviceMethod exit;
  private final AdviceVariables variables;
  private final AdviceCall call;

  /** Class files of Java 5 have no stack maps. */
  private final boolean isMapped;

  private final List<Guard> ownGuards = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private final Label begin = new Label();
  private final Label end = new Label();
  private final Label failedAtReturn = new Label();

  /** What the advice needs of the stack; only at its end may there be something below. */
  private int stackAtBegin;

  private int stackAtEnd;
  private boolean isRedirected;

  AdvisedMethod(
      MethodVisitor next,
      TargetClass target,
      TargetMethod method,
      AdviceClass advice,
      Handle linkage,
      boolean isMapped) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.isMapped = isMapped;
    returned = method.returned();
    enter = advice.enter();
    exit = advice.exit();
    if (method.isConstructor() && (enter != null || exit != null && exit.isOnThrowable)) {
      throw new IllegalStateException("only the end of a constructor can be woven: " + method);
    }
    variables = new AdviceVariables(method, enter, exit);
    call = new AdviceCall(next, target, method, variables, linkage);
  }

  @Override
  public void visitCode() {
    mv.visitCode();
    variables.copyArguments(call);
    if (enter != null) {
      enter(enter);
    }
    mv.visitLabel(begin);
  }

  private void enter(AdviceMethod advice) {
    Label start = new Label();
    Label after = new Label();
    Label failed = new Label();
    Label entered = new Label();
    ownGuards.add(new Guard(start, after, failed, THROWABLE));
    mv.visitLabel(start);
    stackAtBegin = call.atBegin(advice);
    call.store(advice.returned, variables.entered);
    if (advice.replaced != null) {
      replace(advice.replaced, after);
    }
    mv.visitLabel(after);
    if (advice.replaced != null) {
      frame(variables.before(true));
    }
    mv.visitJumpInsn(Opcodes.GOTO, entered);
    drop(failed, variables.before(false));
    call.pushNothing(advice.returned);
    call.store(advice.returned, variables.entered);
    mv.visitLabel(entered);
    frame(variables.before(true));
    if (advice.isSkipping) {
      skip();
    }
    if (advice.isRefusing) {
      refuse();
    }
    // The method may begin with a frame of its own.
    mv.visitInsn(Opcodes.NOP);
  }

  /** Null replaces nothing. */
  private void replace(Replacement replacement, Label unreplaced) {
    int index = method.place(replacement.argument);
    Type type = method.instanceAndArguments().get(index);
    call.load(AdviceCall.OBJECT, variables.entered);
    mv.visitJumpInsn(Opcodes.IFNULL, unreplaced);
    call.load(AdviceCall.OBJECT, variables.entered);
    if (replacement.element >= 0) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
      mv.visitIntInsn(Opcodes.BIPUSH, replacement.element);
      mv.visitInsn(Opcodes.AALOAD);
    }
    mv.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    call.store(type, variables.argument(index));
  }

  /** Returns at once if the advice said so. */
  private void skip() {
    Label wanted = new Label();
    call.load(Type.INT_TYPE, variables.entered);
    mv.visitJumpInsn(Opcodes.IFEQ, wanted);
    call.pushNothing(returned);
    mv.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    mv.visitLabel(wanted);
    frame(variables.before(true));
  }

  /**
   * Returns the future, or whatever else stands for what is yet to come, that the advice returned,
   * or throws the exception. Outside of all that suppresses the failures of advice: there is no
   * second step of the agent between a refusal and the application, in which anything could go
   * wrong.
   */
  private void refuse() {
    boolean returns =
        returned.getDescriptor().endsWith("Future;")
            || returned.getDescriptor().endsWith("Outbound;");
    String refusal = returns ? returned.getInternalName() : REFUSAL;
    Label admitted = new Label();
    call.load(AdviceCall.OBJECT, variables.entered);
    mv.visitTypeInsn(Opcodes.INSTANCEOF, refusal);
    mv.visitJumpInsn(Opcodes.IFEQ, admitted);
    call.load(AdviceCall.OBJECT, variables.entered);
    mv.visitTypeInsn(Opcodes.CHECKCAST, refusal);
    mv.visitInsn(returns ? Opcodes.ARETURN : Opcodes.ATHROW);
    mv.visitLabel(admitted);
    frame(variables.before(true));
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String descriptor, boolean isOfInterface) {
    if (enter != null
        && enter.redirected != null
        && enter.redirected.equals(type.replace('/', '.') + '.' + name)) {
      redirect(type);
    }
    mv.visitMethodInsn(opcode, type, name, descriptor, isOfInterface);
  }

  /** Below the argument of the call. Without a jump, because the frame here is not known. */
  private void redirect(String type) {
    isRedirected = true;
    mv.visitInsn(Opcodes.SWAP);
    call.load(AdviceCall.OBJECT, variables.entered);
    mv.visitInsn(Opcodes.SWAP);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/util/Objects", "requireNonNullElse", OTHERWISE, false);
    mv.visitTypeInsn(Opcodes.CHECKCAST, type);
    mv.visitInsn(Opcodes.SWAP);
  }

  @Override
  public void visitInsn(int opcode) {
    if (exit != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      call.store(returned, variables.returned);
      exit(exit, false, failedAtReturn);
      giveBack();
    } else {
      mv.visitInsn(opcode);
    }
  }

  private void exit(AdviceMethod advice, boolean isThrown, Label failed) {
    Label start = new Label();
    Label after = new Label();
    ownGuards.add(new Guard(start, after, failed, THROWABLE));
    mv.visitLabel(start);
    stackAtEnd = Math.max(stackAtEnd, call.atEnd(advice, isThrown));
    mv.visitLabel(after);
  }

  private void giveBack() {
    call.load(returned, variables.returned);
    mv.visitInsn(returned.getOpcode(Opcodes.IRETURN));
  }

  private void throwAgain() {
    call.load(AdviceCall.OBJECT, variables.thrown);
    mv.visitInsn(Opcodes.ATHROW);
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    mv.visitLabel(end);
    if (enter != null && enter.redirected != null && !isRedirected) {
      throw new IllegalStateException("no call of " + enter.redirected + " in " + method);
    }
    if (exit != null) {
      drop(failedAtReturn, variables.after(true, false));
      giveBack();
    }
    if (exit != null && exit.isOnThrowable) {
      rethrow(exit);
    }
    for (Guard guard : ownGuards) {
      guard.writeTo(mv);
    }
    for (Guard guard : guards) {
      guard.writeTo(mv);
    }
    int redirecting = isRedirected ? 1 : 0;
    mv.visitMaxs(
        Math.max(stack + Math.max(stackAtEnd, redirecting), stackAtBegin),
        locals + variables.added());
  }

  /** What happens where the method throws. */
  private void rethrow(AdviceMethod advice) {
    Label failed = new Label();
    Label failedAgain = new Label();
    guards.add(new Guard(begin, end, failed, THROWABLE));
    handle(failed, variables.after(false, false));
    call.store(AdviceCall.OBJECT, variables.thrown);
    exit(advice, true, failedAgain);
    throwAgain();
    drop(failedAgain, variables.after(false, true));
    throwAgain();
  }

  /** Counts what advice has thrown. If that fails as well, there is nothing left to do. */
  private void drop(Label handler, Object[] locals) {
    Label after = new Label();
    Label uncounted = new Label();
    Label dropped = new Label();
    ownGuards.add(new Guard(handler, after, uncounted, THROWABLE));
    handle(handler, locals);
    call.failed();
    mv.visitLabel(after);
    mv.visitJumpInsn(Opcodes.GOTO, dropped);
    handle(uncounted, locals);
    mv.visitInsn(Opcodes.POP);
    mv.visitLabel(dropped);
    frame(locals);
    // There may be another frame next.
    mv.visitInsn(Opcodes.NOP);
  }

  private void handle(Label handler, Object[] locals) {
    mv.visitLabel(handler);
    frame(locals, THROWABLE);
  }

  private void frame(Object[] locals, Object... stack) {
    if (isMapped) {
      mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int stack, Object[] onStack) {
    Object[] moved = variables.moved(locals, local);
    mv.visitFrame(type, moved.length, moved, stack, onStack);
  }

  @Override
  public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String type) {
    guards.add(new Guard(from, to, handler, type));
  }

  /** Refers to a handler by its number, which has changed. */
  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int reference, @Nullable TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    mv.visitVarInsn(opcode, variables.moved(variable));
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    mv.visitIincInsn(variables.moved(variable), increment);
  }

  @Override
  public void visitLocalVariable(
      String name,
      String descriptor,
      @Nullable String signature,
      Label from,
      Label to,
      int variable) {
    mv.visitLocalVariable(name, descriptor, signature, from, to, variables.moved(variable));
  }

  @Override
  public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
      int reference,
      @Nullable TypePath path,
      Label[] from,
      Label[] to,
      int[] variable,
      String descriptor,
      boolean visible) {
    int[] moved = new int[variable.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = variables.moved(variable[i]);
    }
    return mv.visitLocalVariableAnnotation(reference, path, from, to, moved, descriptor, visible);
  }
}
