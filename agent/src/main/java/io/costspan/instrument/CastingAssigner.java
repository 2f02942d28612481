package io.costspan.instrument;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;

/**
 * Casts every reference to the type that is wanted. The default assigner would first ask whether it
 * must, and therefore resolve types that {@link Weaver} has no bytes of.
 */
final class CastingAssigner implements Assigner {
  @Override
  public StackManipulation assign(
      TypeDescription.Generic source, TypeDescription.Generic target, Typing typing) {
    if (source.isPrimitive() || target.isPrimitive()) {
      return Assigner.DEFAULT.assign(source, target, typing);
    }
    return target.represents(Object.class)
        ? StackManipulation.Trivial.INSTANCE
        : TypeCasting.to(target);
  }
}
