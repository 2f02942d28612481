package io.costspan.instrument;

import io.costspan.instrument.AdviceMethod.Parameter;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where the variables of a method are while advice runs around it. Those behind its arguments move
 * up to make room for what its beginning returned, for copies of the arguments that its end wants
 * to see as they were, for what the method returns, and for what it throws.
 */
final class AdviceVariables {
  private final List<Type> arguments;
  private final boolean isConstructor;
  private final int argumentsEnd;

  /** Where each argument is to be found at the end; the original, if nobody asks for it. */
  private final int[] copies;

  /** The types of our own variables, in this order; {@code void} if there is no such. */
  private final Type enteredType;

  private final Type returnedType;
  private final Type thrownType;

  final int entered;
  final int returned;
  final int thrown;
  private final int end;

  AdviceVariables(TargetMethod method, @Nullable AdviceMethod enter, @Nullable AdviceMethod exit) {
    arguments = method.instanceAndArguments();
    isConstructor = method.isConstructor();
    enteredType = enter == null ? Type.VOID_TYPE : AdviceCall.general(enter.returned);
    returnedType = exit == null ? Type.VOID_TYPE : method.returned();
    thrownType =
        exit != null && exit.isOnThrowable ? Type.getType(Throwable.class) : Type.VOID_TYPE;
    copies = new int[arguments.size()];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = argument(i);
    }
    argumentsEnd = argument(arguments.size());
    entered = argumentsEnd;
    int next = entered + enteredType.getSize();
    if (exit != null) {
      next = placeCopies(method, exit, next);
    }
    returned = next;
    thrown = returned + returnedType.getSize();
    end = thrown + thrownType.getSize();
  }

  private int placeCopies(TargetMethod method, AdviceMethod exit, int first) {
    int next = first;
    for (Parameter parameter : exit.parameters) {
      int index = parameter.source.isOfMethod() ? method.place(parameter) : copies.length;
      // The instance that is being constructed can be neither copied nor changed.
      if (index < copies.length && !isCopied(index) && !(isConstructor && index == 0)) {
        copies[index] = next;
        next += arguments.get(index).getSize();
      }
    }
    return next;
  }

  /** Where an argument is, or the place behind them all; the instance is the first one. */
  int argument(int index) {
    int place = 0;
    for (int i = 0; i < index; i++) {
      place += arguments.get(i).getSize();
    }
    return place;
  }

  /** Where the argument is that the method began with. */
  int copy(int index) {
    return copies[index];
  }

  private boolean isCopied(int index) {
    return copies[index] >= argumentsEnd;
  }

  void copyArguments(AdviceCall call) {
    for (int i = 0; i < copies.length; i++) {
      if (isCopied(i)) {
        call.load(arguments.get(i), argument(i));
        call.store(arguments.get(i), copies[i]);
      }
    }
  }

  /** How much room is made. */
  int added() {
    return end - argumentsEnd;
  }

  /** Where the method's variable is now. */
  int moved(int variable) {
    return variable < argumentsEnd ? variable : variable + added();
  }

  /** The variables before the method's own code, as a frame has them. */
  Object[] before(boolean isEntered) {
    List<Object> locals = new ArrayList<>();
    for (Type argument : arguments) {
      add(locals, argument, true);
    }
    addOwn(locals, isEntered, false, false);
    return locals.toArray();
  }

  /** The same behind it, where the method may have left anything in those of its arguments. */
  Object[] after(boolean isReturned, boolean isThrown) {
    List<Object> locals = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      add(locals, arguments.get(i), isConstructor && i == 0);
    }
    addOwn(locals, true, isReturned, isThrown);
    return locals.toArray();
  }

  /** The same in a frame of the method. */
  Object[] moved(int count, Object[] variables) {
    List<Object> locals = new ArrayList<>();
    int place = 0;
    int next = 0;
    while (place < argumentsEnd) {
      Object type = next < count ? variables[next] : Opcodes.TOP;
      locals.add(type);
      place += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
      next++;
    }
    if (place > argumentsEnd) {
      throw new IllegalStateException("a variable lies across the end of the arguments");
    }
    addOwn(locals, true, false, false);
    for (int i = next; i < count; i++) {
      locals.add(variables[i]);
    }
    return locals.toArray();
  }

  private void addOwn(
      List<Object> locals, boolean isEntered, boolean isReturned, boolean isThrown) {
    add(locals, enteredType, isEntered);
    for (int place = entered + enteredType.getSize(); place < returned; ) {
      Type copied = arguments.get(copiedTo(place));
      add(locals, copied, true);
      place += copied.getSize();
    }
    add(locals, returnedType, isReturned);
    add(locals, thrownType, isThrown);
  }

  private int copiedTo(int place) {
    int index = 0;
    while (copies[index] != place) {
      index++;
    }
    return index;
  }

  private static void add(List<Object> locals, Type type, boolean isSet) {
    for (int i = isSet ? 0 : type.getSize(); i > 0; i--) {
      locals.add(Opcodes.TOP);
    }
    if (isSet && type.getSize() > 0) {
      locals.add(inFrame(type));
    }
  }

  private static Object inFrame(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
