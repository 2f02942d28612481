package io.costspan.bootstrap;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from woven code to the agent: the bootstrap method of every woven {@code invokedynamic}
 * instruction, and what classes call that are told to which host TLS is spoken. The agent defines a
 * copy of this class as {@code java.lang.CostspanDispatcher}, because {@code java.*} is the only
 * namespace that every class loader delegates, including those of OSGi and JBoss Modules. Uses JDK
 * types only.
 *
 * <p>One instance keeps what is linked. Any other does nothing but take what the agent installs: a
 * call through an interface costs a cold JVM less than a reflective one.
 */
public final class Dispatcher extends ClassValue<Map<String, MethodHandle>>
    implements BiConsumer<
        @Nullable Function<Object[], @Nullable CallSite>,
        @Nullable ObjIntConsumer<@Nullable String>> {
  /** By class and instruction. In the class itself, so that it can be unloaded. */
  private static final ClassValue<Map<String, MethodHandle>> LINKED = new Dispatcher();

  private static volatile @Nullable Function<Object[], @Nullable CallSite> linker;
  private static volatile @Nullable ObjIntConsumer<@Nullable String> listener;

  /**
   * Installs what is given; of each kind only the first one is kept.
   *
   * @param agentLinker links woven instructions; a single argument is what advice has thrown
   * @param agentListener is told to which host and port TLS is about to be spoken
   */
  @Override
  public void accept(
      @Nullable Function<Object[], @Nullable CallSite> agentLinker,
      @Nullable ObjIntConsumer<@Nullable String> agentListener) {
    synchronized (Dispatcher.class) {
      if (linker == null) {
        linker = agentLinker;
      }
      if (listener == null) {
        listener = agentListener;
      }
    }
  }

  /**
   * Called by classes that are told to which host TLS will be spoken. Never fails.
   *
   * @param port -1 if the class does not know it
   */
  public static void connecting(@Nullable String host, int port) {
    ObjIntConsumer<@Nullable String> installed = listener;
    if (installed != null) {
      try {
        installed.accept(host, port);
      } catch (Throwable untold) {
        // The connection is the application's, and is not to notice.
      }
    }
  }

  /** The same where a class is told an address. */
  public static void connecting(@Nullable URI address) {
    if (address != null) {
      connecting(address.getHost(), address.getPort());
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
      Function<Object[], @Nullable CallSite> installed = linker;
      CallSite linked =
          installed == null
              ? null
              : installed.apply(new Object[] {caller, method, type, advice, descriptor});
      if (linked != null) {
        return linked;
      }
    } catch (Throwable unlinked) {
      // The linker has already counted the failure, as far as it could.
    }
    return new ConstantCallSite(nothing(type));
  }

  /**
   * Called by woven code with what advice has thrown, none of which the application sees. May fail
   * where everything does, as without stack or memory; woven code drops that as well.
   */
  public static void failed(Throwable fault) {
    Function<Object[], @Nullable CallSite> installed = linker;
    if (installed != null) {
      CallSite unused = installed.apply(new Object[] {fault});
    }
  }

  /**
   * The same as {@link #link} for class files that are too old for {@code invokedynamic} and ask
   * each time.
   *
   * @param instruction the name and type that it would have, and the last two arguments of {@link
   *     #link}, separated by spaces
   */
  public static MethodHandle linked(Class<?> caller, String instruction) {
    Map<String, MethodHandle> ofCaller = LINKED.get(caller);
    MethodHandle linked = ofCaller.get(instruction);
    if (linked == null) {
      String[] parts = instruction.split(" ");
      MethodType type = MethodType.fromMethodDescriptorString(parts[1], caller.getClassLoader());
      MethodHandles.Lookup lookup = MethodHandles.lookup().in(caller);
      linked = link(lookup, parts[0], type, parts[2], parts[3]).dynamicInvoker();
      ofCaller.put(instruction, linked);
    }
    return linked;
  }

  @Override
  protected Map<String, MethodHandle> computeValue(Class<?> caller) {
    return new ConcurrentHashMap<>();
  }

  /** A method handle that ignores its arguments and returns null, 0 or nothing. */
  private static MethodHandle nothing(MethodType type) {
    MethodHandle zero =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(zero, 0, type.parameterList());
  }
}
