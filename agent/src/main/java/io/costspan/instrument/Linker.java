package io.costspan.instrument;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Links a woven instruction to its advice when it runs for the first time.
 *
 * <p>Loading the advice may make the application's class loader call the very method that is being
 * linked. Such a nested linkage gets the same call site, which does nothing until the outer linkage
 * has set its target.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
final class Linker implements Function<Object[], CallSite> {
  private record Instruction(Class<?> caller, MethodType type, String advice, String descriptor) {}

  private static final ThreadLocal<Map<Instruction, CallSite>> LINKING =
      ThreadLocal.withInitial(HashMap::new);

  /** Advice that the start of an application passes through. */
  private static final String BEFORE_CALLS = "io.costspan.instrument.opentelemetry.";

  private static final Lookup LOOKUP = MethodHandles.lookup();

  private final LateStart rest;
  private final PluginLoaders pluginLoaders = new PluginLoaders();

  Linker(LateStart rest) {
    this.rest = rest;
  }

  /** Takes the arguments of {@link io.costspan.bootstrap.Dispatcher#link}. */
  @Override
  public CallSite apply(Object[] arguments) {
    Class<?> caller = ((Lookup) arguments[0]).lookupClass();
    String method = (String) arguments[1];
    Instruction instruction =
        new Instruction(
            caller, (MethodType) arguments[2], (String) arguments[3], (String) arguments[4]);
    CallSite outer = LINKING.get().get(instruction);
    return outer != null
        ? outer
        : AccessController.doPrivileged(
            (PrivilegedAction<CallSite>) () -> link(instruction, method));
  }

  private CallSite link(Instruction instruction, String method) {
    MutableCallSite site = new MutableCallSite(MethodHandles.empty(instruction.type));
    LINKING.get().put(instruction, site);
    try {
      if (!instruction.advice.startsWith(BEFORE_CALLS)) {
        rest.awaitGate();
      }
      site.setTarget(guarded(advice(instruction, method), instruction.type));
    } catch (Throwable fault) {
      Faults.count("link", fault);
      Log.warn(
          instruction.caller.getName()
              + " has a version that this agent does not know ("
              + fault
              + "); its calls are not rated");
    } finally {
      unmark(instruction);
    }
    return site;
  }

  private static void unmark(Instruction instruction) {
    Map<Instruction, CallSite> linking = LINKING.get();
    linking.remove(instruction);
    if (linking.isEmpty()) {
      LINKING.remove();
    }
  }

  private MethodHandle advice(Instruction instruction, String method) throws Exception {
    PluginLoader plugin = pluginLoaders.of(instruction.advice, instruction.caller.getClassLoader());
    plugin.loadAll();
    Class<?> advice = Class.forName(instruction.advice, true, plugin);
    MethodType type = MethodType.fromMethodDescriptorString(instruction.descriptor, plugin);
    return MethodHandles.privateLookupIn(advice, LOOKUP)
        .findStatic(advice, method, type)
        .asType(instruction.type);
  }

  /**
   * Whatever advice throws is a fault of the agent and is counted; woven code lets nothing pass.
   */
  private static MethodHandle guarded(MethodHandle advice, MethodType type) throws Exception {
    MethodHandle count =
        LOOKUP.findStatic(
            Linker.class, "count", MethodType.methodType(void.class, Throwable.class));
    MethodHandle nothing =
        MethodHandles.dropArguments(
            MethodHandles.empty(MethodType.methodType(type.returnType())), 0, Throwable.class);
    return MethodHandles.catchException(
        advice, Throwable.class, MethodHandles.foldArguments(nothing, count));
  }

  private static void count(Throwable fault) {
    try {
      Faults.count("advice", fault);
    } catch (Throwable uncounted) {
      Faults.uncaught++;
    }
  }
}
