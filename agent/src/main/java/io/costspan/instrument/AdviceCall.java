package io.costspan.instrument;

import io.costspan.instrument.AdviceMethod.Parameter;
import java.util.List;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes calls of advice into one method: the {@code invokedynamic} instruction, and before it what
 * loads its arguments. All references are passed as {@code Object}, because the advice's types mean
 * nothing to the class that is woven; {@link Linker} casts them.
 */
final class AdviceCall {
  static final Type OBJECT = Type.getType(Object.class);

  private final MethodVisitor to;
  private final TargetClass target;
  private final TargetMethod method;

  /** The instance, if there is one, and the arguments. */
  private final List<Type> arguments;

  private final Type returned;
  private final AdviceVariables variables;
  private final Handle linkage;

  AdviceCall(
      MethodVisitor to,
      TargetClass target,
      TargetMethod method,
      AdviceVariables variables,
      Handle linkage) {
    this.to = to;
    this.target = target;
    this.method = method;
    this.variables = variables;
    this.linkage = linkage;
    arguments = method.instanceAndArguments();
    returned = method.returned();
  }

  /** The call at the beginning of the method; returns how much of the stack it needs. */
  int atBegin(AdviceMethod advice) {
    for (Parameter parameter : advice.parameters) {
      if (!parameter.source.isOfMethod()) {
        throw new IllegalStateException("not known yet: " + parameter.source + in(advice));
      }
    }
    return call(advice, false, false);
  }

  /** The same at its end, in front of which what it returns or throws stands in its variable. */
  int atEnd(AdviceMethod advice, boolean isThrown) {
    int stack = call(advice, true, isThrown);
    int size = advice.returned.getSize();
    if (size > 0) {
      to.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    return stack;
  }

  private int call(AdviceMethod advice, boolean isAtEnd, boolean isThrown) {
    StringBuilder descriptor = new StringBuilder("(");
    int stack = 2;
    for (Parameter parameter : advice.parameters) {
      push(advice, parameter, isAtEnd, isThrown);
      descriptor.append(general(parameter.type).getDescriptor());
      stack += parameter.type.getSize();
    }
    descriptor.append(')').append(general(advice.returned).getDescriptor());
    to.visitInvokeDynamicInsn(
        advice.name, descriptor.toString(), linkage, advice.owner, advice.descriptor);
    return stack;
  }

  /** Tells the dispatcher of the exception on the stack. */
  void failed() {
    to.visitMethodInsn(
        Opcodes.INVOKESTATIC, linkage.getOwner(), "failed", "(Ljava/lang/Throwable;)V", false);
  }

  private void push(AdviceMethod advice, Parameter parameter, boolean isAtEnd, boolean isThrown) {
    switch (parameter.source) {
      case THIS:
      case ARGUMENT:
        pushArgument(advice, parameter, isAtEnd);
        break;
      case FIELD:
        pushField(advice, parameter, isAtEnd);
        break;
      case ENTER:
        load(parameter.type, variables.entered);
        break;
      case RETURN:
        check(returned, advice, parameter);
        pushIf(!isThrown, parameter.type, variables.returned);
        break;
      case THROWN:
        pushIf(isThrown, parameter.type, variables.thrown);
        break;
    }
  }

  private void pushArgument(AdviceMethod advice, Parameter parameter, boolean isAtEnd) {
    int index = method.place(parameter);
    if (index < arguments.size()) {
      check(arguments.get(index), advice, parameter);
      load(parameter.type, isAtEnd ? variables.copy(index) : variables.argument(index));
    } else if (parameter.isOptional) {
      pushNothing(parameter.type);
    } else {
      throw new IllegalStateException("no argument " + parameter.index + in(advice));
    }
  }

  /** Of the class itself, unless another one is named, whose field is of the advice's type. */
  private void pushField(AdviceMethod advice, Parameter parameter, boolean isAtEnd) {
    if (method.isStatic()) {
      throw new IllegalStateException("no instance" + in(advice));
    }
    load(OBJECT, isAtEnd ? variables.copy(0) : variables.argument(0));
    String descriptor = parameter.type.getDescriptor();
    String owner = target.internalName();
    if (parameter.declaredBy != null) {
      owner = parameter.declaredBy.getInternalName();
    } else {
      String own = target.field(parameter.field);
      if (own == null) {
        throw new IllegalStateException("no field " + parameter.field + in(advice));
      }
      descriptor = own;
      check(Type.getType(descriptor), advice, parameter);
    }
    to.visitFieldInsn(Opcodes.GETFIELD, owner, parameter.field, descriptor);
  }

  private void check(Type given, AdviceMethod advice, Parameter parameter) {
    if (!general(given).equals(general(parameter.type))) {
      throw new IllegalStateException(
          "a value of type " + given.getClassName() + " is no " + parameter.source + in(advice));
    }
  }

  private String in(AdviceMethod advice) {
    return " for " + advice.owner + " in " + method;
  }

  private void pushIf(boolean isKnown, Type type, int variable) {
    if (isKnown) {
      load(type, variable);
    } else {
      pushNothing(type);
    }
  }

  void load(Type type, int variable) {
    if (type.getSize() > 0) {
      to.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variable);
    }
  }

  void store(Type type, int variable) {
    if (type.getSize() > 0) {
      to.visitVarInsn(type.getOpcode(Opcodes.ISTORE), variable);
    }
  }

  /** Null, zero, or nothing at all. */
  void pushNothing(Type type) {
    switch (type.getSort()) {
      case Type.VOID:
        break;
      case Type.LONG:
        to.visitInsn(Opcodes.LCONST_0);
        break;
      case Type.DOUBLE:
        to.visitInsn(Opcodes.DCONST_0);
        break;
      case Type.FLOAT:
        to.visitInsn(Opcodes.FCONST_0);
        break;
      case Type.ARRAY:
      case Type.OBJECT:
        to.visitInsn(Opcodes.ACONST_NULL);
        break;
      default:
        to.visitInsn(Opcodes.ICONST_0);
        break;
    }
  }

  /** {@code Object} for every reference. */
  static Type general(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type;
  }
}
