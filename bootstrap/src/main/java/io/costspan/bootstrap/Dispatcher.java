package io.costspan.bootstrap;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap method of every woven {@code invokedynamic} instruction. The agent defines a copy
 * of this class as {@code java.lang.CostspanDispatcher}, because {@code java.*} is the only name
 * that every class loader delegates, in OSGi and JBoss Modules too. JDK types only.
 */
public final class Dispatcher {
  private static volatile @Nullable Function<Object[], CallSite> linker;

  private Dispatcher() {}

  /** Takes the agent's linker; the first one stays. */
  public static synchronized void install(Function<Object[], CallSite> agentLinker) {
    if (linker == null) {
      linker = agentLinker;
    }
  }

  /**
   * Links one instruction to its advice. Never fails: an application must not see an error of ours,
   * so what cannot be linked does nothing.
   *
   * @param advice class of the advice
   * @param descriptor of the advice method, with its real parameter types
   */
  public static CallSite link(
      MethodHandles.Lookup caller,
      String method,
      MethodType type,
      String advice,
      String descriptor) {
    try {
      Function<Object[], CallSite> installed = linker;
      if (installed != null) {
        return installed.apply(new Object[] {caller, method, type, advice, descriptor});
      }
    } catch (Throwable unlinked) {
      // The linker has counted it as far as it could.
    }
    return new ConstantCallSite(nothing(type));
  }

  /** Takes the arguments, returns null, 0 or nothing. */
  private static MethodHandle nothing(MethodType type) {
    MethodHandle zero =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(zero, 0, type.parameterList());
  }
}
