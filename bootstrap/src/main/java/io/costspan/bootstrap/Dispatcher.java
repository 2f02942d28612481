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
 * of this class as {@code java.lang.CostspanDispatcher}, because {@code java.*} is the only
 * namespace that every class loader delegates, including those of OSGi and JBoss Modules. Uses JDK
 * types only.
 */
public final class Dispatcher {
  private static volatile @Nullable Function<Object[], CallSite> linker;

  private Dispatcher() {}

  /** Installs the agent's linker; only the first one is kept. */
  public static synchronized void install(Function<Object[], CallSite> agentLinker) {
    if (linker == null) {
      linker = agentLinker;
    }
  }

  /**
   * Links one instruction to its advice. Never fails: the application must not see an error of the
   * agent, so an instruction that cannot be linked does nothing.
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
      // The linker has already counted the failure, as far as it could.
    }
    return new ConstantCallSite(nothing(type));
  }

  /** A method handle that ignores its arguments and returns null, 0 or nothing. */
  private static MethodHandle nothing(MethodType type) {
    MethodHandle zero =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(zero, 0, type.parameterList());
  }
}
