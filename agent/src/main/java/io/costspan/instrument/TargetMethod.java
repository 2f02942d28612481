package io.costspan.instrument;

import io.costspan.instrument.AdviceMethod.Parameter;
import io.costspan.instrument.AdviceMethod.Source;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method of a class that is woven, as its class file declares it.
 *
 * @param declaredBy binary name of the class
 * @param access flags of the class file
 */
record TargetMethod(String declaredBy, int access, String name, String descriptor) {
  static final String CONSTRUCTOR = "<init>";

  boolean isConstructor() {
    return name.equals(CONSTRUCTOR);
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Whether it has code that does more than to call the method that is meant. */
  boolean hasOwnCode() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) == 0;
  }

  Type[] types() {
    return Type.getArgumentTypes(descriptor);
  }

  Type returned() {
    return Type.getReturnType(descriptor);
  }

  /** What the first variables of the method hold. */
  List<Type> instanceAndArguments() {
    List<Type> all = new ArrayList<>();
    if (!isStatic()) {
      all.add(Type.getObjectType(declaredBy.replace('.', '/')));
    }
    all.addAll(List.of(types()));
    return all;
  }

  /** Where an argument of that number is among these. */
  int place(int argument) {
    return isStatic() ? argument : argument + 1;
  }

  /** Where that is among these which the advice wants, or in which it is. */
  int place(Parameter parameter) {
    return parameter.source == Source.ARGUMENT ? place(parameter.index) : 0;
  }
}
